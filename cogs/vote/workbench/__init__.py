"""The workbench: which kind of decision, in words, then what that kind needs, then a look at what
people will read, and one press that opens it."""
