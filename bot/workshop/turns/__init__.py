"""A speaking round: who has the floor, who follows, and how it goes on."""
