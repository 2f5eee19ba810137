"""Small groups: formed, at work in their places, brought back."""
