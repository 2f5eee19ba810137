"""What a server decided and did over a while."""
