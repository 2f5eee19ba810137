"""An independent reader of Markdown, with the extensions that Discord and GitHub have."""

from __future__ import annotations

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# Addresses are looked at as they were written.
MARKDOWN.normalizeLinkText = lambda link: link  # type: ignore[method-assign]


def shapes(source: str) -> list[str]:
    """What `source` makes: block and inline elements in their order, texts left out.

    An address in brackets is shown as it is, letter by letter: it is text.
    """
    found: list[str] = []
    for token in MARKDOWN.parse(source):
        found.append(token.type)
        found += [
            child.type
            for child in token.children or ()
            if not child.type.startswith("text") and child.markup != "autolink"
        ]
    return found
