"""Pictures of a session: the wall, the roadmap, the certificate of the award, the result of a vote.

`wall`, `roadmap`, `certificate` and `result` prepare plain data; `press` draws it with the
templates of `data/report`. What people wrote goes in as JSON and is never read as markup.
"""
