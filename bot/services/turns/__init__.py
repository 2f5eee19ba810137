"""A speaking round: taking the floor, leading it, and its clock."""
