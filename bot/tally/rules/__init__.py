"""The voting rules, one module each: a `count` from ballots to a result."""
