"""What someone who asks for help should be told first."""
