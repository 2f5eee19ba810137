"""The Markdown of the reports as blocks that a template typesets: plain data, never markup.

Only what the sections write is known: headings, paragraphs, lists, tables and quotes, with bold,
italic and line breaks. What else there might be is shown as its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.reports.pictures.lettering import part_lettered, right_to_left
from bot.workshop.language import Language

Block = dict[str, Any]
Run = dict[str, Any]

# A paragraph that only names the list below it: “**Gouvernance**”, “**Un thème** (12)”.
_COUNT = re.compile(r"\s*\(\d+\)")
# What an item begins with where the list is one of numbers: a post-it's is the wall's.
_NUMBER = re.compile(r"(\d{1,6})\.")
# What a column of figures holds: numbers, dashes, signs of units and ranks; after one, a word.
_FIGURES = re.compile(r"(?:[\d\s.,:/%×=+–—−-]+(?:(?<=, )[^\W\d_][\w·]*)?)?")
_SHORT = 100
# A column takes the room of its text up to so many letters; longer ones share what is left.
_NARROW = 16
# Letters of a line of a table; where the columns need more, they are as wide as their words.
_LINE, _LEAST_TEXT = 95, 24
_WORDS = re.compile("[ \u200b]")
_LEAST, _MOST = 14, 70
_CALL = "@\u200b"  # what breaks a call in Discord; nobody is called from paper

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Addresses are shown as they were written.
_MARKDOWN.normalizeLinkText = lambda link: link  # type: ignore[method-assign]


def blocks(source: str, language: Language) -> list[Block]:
    """Return the blocks of `source`, in their order.

    A paragraph that leads to a list, a table, a quote or a text is `kept` with it; one that only
    names a list is a heading, one level below the last.
    """
    return _among(SyntaxTreeNode(_MARKDOWN.parse(source)).children, language, level=1)


def runs(source: str, language: Language) -> Block:
    """Return the runs of one paragraph of Markdown, with their direction."""
    found = blocks(source, language)
    return {key: found[0][key] for key in ("runs", "rtl")} if found else {"runs": [], "rtl": False}


def whole(found: object) -> bool:
    """False where letters that no font has were left out of blocks."""
    if isinstance(found, dict):
        return found.get("whole", True) is not False and all(map(whole, found.values()))
    return not isinstance(found, (list, tuple)) or all(map(whole, found))


def _among(nodes: Sequence[SyntaxTreeNode], language: Language, level: int) -> list[Block]:
    found: list[Block] = []
    for rank, node in enumerate(nodes):
        following = nodes[rank + 1].type if rank + 1 < len(nodes) else ""
        block = _block(node, language, level)
        if block["kind"] == "heading":
            level = block["level"]
        elif block["kind"] == "paragraph":
            if following == "bullet_list" and _names(block["runs"]):
                block |= {"kind": "heading", "level": level + 1}
            block["kept"] = following in ("bullet_list", "table", "blockquote") or (
                following == "paragraph" and _leads(block["runs"])
            )
        found.append(block)
    return found


def _block(node: SyntaxTreeNode, language: Language, level: int) -> Block:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1:]) - 1} | _line(node, language)
        case "bullet_list" | "ordered_list":
            items = [_among(item.children, language, level) for item in node.children]
            return {"kind": "list", "items": items, "numbers": _numbers(items)}
        case "blockquote":
            return {"kind": "quote", "blocks": _among(node.children, language, level)}
        case "table":
            return _table(node, language)
        case _:
            return {"kind": "paragraph"} | _line(node, language)


def _leads(found: Sequence[Run]) -> bool:
    """True for a short line that begins in bold: it is never the last of a page."""
    return bool(found) and bool(found[0].get("bold")) and len(text_of(found)) < _SHORT


def _numbers(items: Sequence[list[Block]]) -> list[int] | None:
    """Return the numbers that the items begin with (“**12.** …”), taken out of their text; None
    where one has none."""
    found = [
        _NUMBER.fullmatch(item[0]["runs"][0]["text"]) if _bold(item) else None for item in items
    ]
    if None in found:
        return None
    for item in items:
        runs_of = item[0]["runs"]
        del runs_of[0]
        if runs_of:
            runs_of[0]["text"] = runs_of[0].get("text", "").lstrip(" ")
    return [int(one[1]) for one in found if one is not None]


def _bold(item: list[Block]) -> bool:
    """True for an item that begins with a bold run."""
    return bool(item) and bool(item[0].get("runs")) and bool(item[0]["runs"][0].get("bold"))


def _names(found: Sequence[Run]) -> bool:
    """True for one bold run, maybe with a number after it."""
    if not found or not found[0].get("bold"):
        return False
    rest = "".join(run.get("text", "\n") for run in found[1:])
    return not rest or _COUNT.fullmatch(rest) is not None


def _table(node: SyntaxTreeNode, language: Language) -> Block:
    lines = [
        [_line(cell, language) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    head, *rows = lines
    columns = [
        _column(one, [row[at] for row in rows if at < len(row)]) for at, one in enumerate(head)
    ]
    letters = sum(_least(one["letters"]) if one["share"] else one["letters"] for one in columns)
    crowded = letters + 2 * len(columns) > _LINE
    if crowded:
        columns = [
            one | {"share": one["share"] if one["letters"] > _LEAST_TEXT else 0.0}
            for one in columns
        ]
    if not any(one["share"] for one in columns):
        # The first that holds words is what the others are about: a name, an answer.
        next((one for one in columns if not one["figures"]), columns[0])["share"] = 1.0
    return {
        "kind": "table",
        "head": head,
        "rows": rows,
        "columns": columns,
        "crowded": crowded,
    }


def _least(letters: int) -> int:
    """Return how many letters of a line a column needs at least: a few words go on two lines."""
    return _LEAST_TEXT if letters > 2 * _LEAST_TEXT else min(letters, _NARROW)


def _column(head: Block, cells: Sequence[Block]) -> Block:
    """Return how wide a column is: 0 for the room of its text, else its share of what is left; how
    many `letters` its longest text and its longest `word` have; and whether it holds figures."""
    texts = [text_of(cell["runs"]) for cell in cells]
    every = [text_of(head["runs"]), *texts]
    lengths = [len(text) for text in every]
    longest, mean = max(lengths), sum(lengths) / len(lengths)
    return {
        "share": 0.0 if longest <= _NARROW else min(max((longest + mean) / 2, _LEAST), _MOST),
        "letters": longest,
        "word": max(len(word) for text in every for word in _WORDS.split(text)),
        "figures": bool(texts) and all(_FIGURES.fullmatch(text) for text in texts),
    }


def _line(node: SyntaxTreeNode, language: Language) -> Block:
    """Return the runs of a block, their direction, and whether all its letters can be drawn."""
    written: list[Run] = []
    for child in node.children:
        if child.type == "inline":
            _runs(child.children, {}, written)
        elif not child.children:
            _add(written, child.content, {})
    if not node.children and node.content:
        _add(written, node.content.strip(), {})
    rtl = right_to_left(text_of(written))
    all_drawn = True
    for run in written:
        if "text" in run:
            run["text"], drawn = part_lettered(run["text"], language)
            all_drawn = all_drawn and drawn
    return {"runs": written, "rtl": rtl} | ({} if all_drawn else {"whole": False})


def _runs(nodes: Iterable[SyntaxTreeNode], look: Run, written: list[Run]) -> None:
    for node in nodes:
        if node.type == "strong":
            _runs(node.children, look | {"bold": True}, written)
        elif node.type == "em":
            if written and written[-1].get("text", "").endswith("— "):
                # No line ends with the dash before what is said of a text.
                written[-1]["text"] = written[-1]["text"][:-1] + "\u00a0"
            _runs(node.children, look | {"soft": True}, written)
        elif node.type == "hardbreak":
            written.append({"break": True})
        elif node.type == "softbreak":
            _add(written, " ", look)
        elif node.children:
            _runs(node.children, look, written)
        else:
            _add(written, node.content, look)


def _add(written: list[Run], text: str, look: Run) -> None:
    text = text.replace(_CALL, "@")
    if not text:
        return
    last: Run = written[-1] if written else {"break": True}
    if "text" in last and {key: last[key] for key in last if key != "text"} == look:
        last["text"] += text
    else:
        written.append({"text": text} | look)


def text_of(found: Iterable[Run]) -> str:
    """Return the text of runs, without their looks."""
    return "".join(run.get("text", "\n") for run in found)
