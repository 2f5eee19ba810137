"""Sessions that come from elsewhere, and post-its from the files of other tools."""
