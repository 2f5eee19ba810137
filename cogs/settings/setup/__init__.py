"""`/setup`: one private panel for whoever manages the server."""
