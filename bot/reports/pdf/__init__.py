"""The report of a session as a PDF: the words of the Markdown, typeset, with charts at their place.

`blocks` reads the Markdown that the sections write (`bot.reports.markdown.parts`), `figures` says
which drawing stands in which part, `report` brings them together as plain data; the press typesets
it with `data/report/report.typ`.
"""
