"""What a server decided, did and left over a while."""
