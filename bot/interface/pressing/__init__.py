"""What becomes of a press: brought to its method, carried out in time, answered."""
