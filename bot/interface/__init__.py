"""What the cogs share to speak with Discord: layouts, routing, replies, cards, delivery."""
