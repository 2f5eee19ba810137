"""What is done before a meeting: a step opened ahead, reminders, private messages, sessions
planned for later."""
