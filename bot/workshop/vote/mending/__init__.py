"""Mending a vote that is open: what can be changed of it, and the plan that it then has."""
