"""Small groups, as people read them: on the public card, in each place, once everyone is back."""
