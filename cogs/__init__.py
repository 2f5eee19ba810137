"""What people touch in Discord: one module per capability, loaded by ``bot.client``."""
