"""The flight simulator: a simulated room that misbehaves as rooms do, and a debrief at the end."""
