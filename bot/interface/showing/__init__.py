"""What messages are made of: cards, layouts, screens of step kinds, pages, times."""
