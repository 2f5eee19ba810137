"""Who may do what, where: every verb there is."""
