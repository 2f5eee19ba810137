"""Sessions: their states, their recipe, and who may lead them."""
