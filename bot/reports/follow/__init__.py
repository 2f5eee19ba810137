"""What became of the actions of the sessions before."""
