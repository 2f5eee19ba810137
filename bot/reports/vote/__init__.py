"""The result of a vote in words, for whatever tells it: message, report, summary, picture.

`telling` names options and what they got, `verdict` says what came first, `method` how it was
counted, `tables` writes the full count. Nothing here says more than `VoteRecord.detailed` allows:
whoever tells a vote asks it first.
"""
