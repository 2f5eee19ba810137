"""What is known of some languages beside their catalogues; a language does without."""
