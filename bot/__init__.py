"""Gommette: a Discord bot that animates collective meetings."""

__version__ = "0.1.0"
