"""Recipes that servers write for themselves."""
