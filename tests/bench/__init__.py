"""`make bench`: what people wait for, beside a bare bot that only inserts and commits."""
