"""What other programs make of the documents of a session: a parser for each format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import jsonschema
import votelib.io.blt
from icalendar import Calendar
from pypdf import PdfReader

from bot.workshop.language import Language
from tests.reports.pdf.reading import elements

_GUARDED = re.compile(r"((?:^|[;,|])\"*)('*)'([=+\-@\t\r＝＋－＠])", re.MULTILINE)
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
_ID = {"type": "string", "pattern": "^[0-9a-f]{24}$"}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_CREATED = _object(
    type={"const": "createCard"},
    date=_TIME,
    data=_object(card=_object(id=_ID), list=_object(id=_ID)),
)
_LABEL = _object(id=_ID, name={"type": "string", "maxLength": 100}, color={"type": "string"})
# The fields that Deck's TrelloJsonService and Wekan's trelloCreator.js read, and how they check
# them.
READ_BY_BOARDS = _object(
    name={"type": "string", "minLength": 1, "maxLength": 100},
    prefs=_object(
        background={"type": "string"}, permissionLevel={"enum": ["org", "private", "public"]}
    ),
    members={"type": "array"},
    memberships={"type": "array"},
    labels=_list(_LABEL),
    lists=_list(
        _object(
            id=_ID,
            name={"type": "string", "maxLength": 100},
            closed={"type": "boolean"},
            pos={"type": "number"},
        )
    ),
    cards=_list(
        _object(
            id=_ID,
            idList=_ID,
            name={"type": "string", "minLength": 1, "maxLength": 255},
            desc={"type": "string"},
            closed={"type": "boolean"},
            pos={"type": "number"},
            dateLastActivity=_TIME,
            due={"anyOf": [_TIME, {"type": "null"}]},
            labels=_list(_LABEL),
            idLabels=_list(_ID),
            idMembers={"type": "array", "maxItems": 0},
            idChecklists=_list(_ID),
            attachments={"type": "array"},
        )
    ),
    checklists=_list(
        _object(
            id=_ID,
            idBoard=_ID,
            idCard=_ID,
            name={"type": "string"},
            pos={"type": "number"},
            checkItems={
                "type": "array",
                "minItems": 1,
                "items": _object(
                    name={"type": "string"}, state={"enum": ["complete", "incomplete"]}
                ),
            },
        )
    ),
    actions=_list(_CREATED),
)


def table(content: bytes, language: Language = Language.FRENCH) -> list[dict[str, str]]:
    """Return the rows of a CSV as its cells stand; fails where they are not as many as the
    columns."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = content[3:].decode()
    assert text.endswith("\r\n")
    separator = ";" if language is Language.FRENCH else ","
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def taken_back(cell: str) -> str:
    """Return what was written in a cell, as `bot/reports/tables/sheet.py` tells."""
    return _GUARDED.sub(r"\1\2\3", cell)


def opened_with(content: bytes, separator: str) -> list[str]:
    """Return the cells that a spreadsheet makes of a CSV when it splits at `separator`, whatever
    quotes say."""
    lines = content[3:].decode().replace("\r\n", "\n").split("\n")
    return [cell.strip('"') for line in lines for cell in line.split(separator)]


def calendar(content: bytes) -> Calendar:
    """Return a calendar as a parser reads it; no line of the file has more than 75 bytes."""
    assert max(map(len, content.split(b"\r\n"))) <= 75
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    assert not [error for part in found.walk() for error in part.errors]
    return found


def board(content: bytes) -> dict[str, Any]:
    """Return a board once its importers would take it."""
    found: dict[str, Any] = json.loads(content)
    jsonschema.validate(found, READ_BY_BOARDS)
    lists = {one["id"] for one in found["lists"]}
    cards = {one["id"] for one in found["cards"]}
    assert {one["idList"] for one in found["cards"]} <= lists
    assert {one["idCard"] for one in found["checklists"]} <= cards
    assert {one["data"]["card"]["id"] for one in found["actions"]} == cards
    ids = [one["id"] for name in ("lists", "cards", "labels", "checklists") for one in found[name]]
    assert len(set(ids)) == len(ids)
    return found


def election(content: bytes) -> tuple[Counter[tuple[tuple[str, ...], ...]], list[str], str]:
    """Return the ballots of a BLT, its options and its question, read by hand: equals are kept,
    which votelib does not read."""
    head, *lines = content.decode().rstrip("\n").split("\n")
    options, seats = map(int, head.split())
    assert seats == 1
    end = lines.index("0")
    assert len(lines) == end + options + 2
    names = [line[1:-1] for line in lines[end + 1 :]]
    assert not any('"' in name for name in names)
    ballots: Counter[tuple[tuple[str, ...], ...]] = Counter()
    for line in lines[:end]:
        weight, *ranks, zero = line.split(" ")
        assert zero == "0"
        ballots[tuple(tuple(rank.split("=")) for rank in ranks)] += int(weight)
    return ballots, names[:-1], names[-1]


def by_votelib(content: bytes) -> tuple[dict[tuple[str, ...], int], list[str], str]:
    """Return the ballots of a BLT without equals by the number of each option, its options and its
    question, as votelib reads them."""
    votes, seats, candidates, title = votelib.io.blt.loads(content.decode())
    assert seats == 1
    ballots = {
        tuple(str(one.number) for one in ballot): int(weight) for ballot, weight in votes.items()
    }
    return ballots, [one.name for one in candidates], str(title)


def report(content: bytes) -> str:
    """Return what a PDF tells: its pages, the words beside its drawings, and what it says of
    itself; spaces as they are read, places where words may break left out."""
    read = PdfReader(io.BytesIO(content))
    said = [page.extract_text() for page in read.pages]
    said += [str(one["/Alt"]) for one in elements(read) if "/Alt" in one]
    said += [str(value) for value in (read.metadata or {}).values()]
    return re.sub(r"\s+", " ", "\n".join(said).replace("\u200b", ""))
