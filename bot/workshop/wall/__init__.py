"""The wall: post-its in the order in which they were revealed, and what is answered to them."""
