"""What people do with post-its: write, change and withdraw them."""
