"""Hiding what should not stand before everyone, and showing it again."""
