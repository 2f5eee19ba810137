"""Recipes that facilitators write."""
