"""Votes: what is asked, what a ballot holds, what came out."""
