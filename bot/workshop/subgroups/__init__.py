"""Small groups: how they are made, and what they bring back."""
