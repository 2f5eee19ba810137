"""Everything that reads what people write takes a time in proportion to its length.

The lines of ours that are carried out are counted, never seconds; what regular expressions do in C
is read from their structure (`tests.patterns`).
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bot.interface.naming.spoken import Speaker
from bot.reports.writing import block, inline
from bot.tally import blt
from bot.tally.reading import Malformed
from bot.workshop.addresses import addresses
from bot.workshop.alike import alike, fold
from bot.workshop.consent.step import tidy
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.lists import ideas
from bot.workshop.position.line import read_places
from bot.workshop.postits.draft import joined
from bot.workshop.postits.postit import sort_ideas
from bot.workshop.postits.tense import suggests_past
from bot.workshop.postits.typed import is_command, read_message
from bot.workshop.recipes.pieces import Columns
from bot.workshop.sessions.length import read_length
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.story.sketch import read_dimensions
from bot.workshop.text import clean, escape, has_controls, one_line, shorten, slug
from bot.workshop.themes.naming import proposed
from bot.workshop.themes.words import features
from bot.workshop.transfer.board_file import read_board
from bot.workshop.vote.asking import parts
from bot.workshop.vote.filling import MistypedError, rank_typed, read_scores
from bot.workshop.vote.options import Option
from bot.workshop.vote.shared_budget import read_projects, read_sum
from tests.builders import collect, poll
from tests.patterns import unsteady

ROOT = Path(__file__).parents[1]
SIZE = 300  # characters: counted at once, twice and four times this
LARGE = 10_000
# What grows in proportion may have a beginning and an end, and a turn now and then.
MORE = 1.15

READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "one_line": one_line,
    "has_controls": has_controls,
    "escape": escape,
    "shorten": lambda text: shorten(text, 80),
    "slug": slug,
    "addresses": addresses,
    "board": lambda text: _or_refused(read_board, text.encode("utf-8", "replace")),
    "alike": alike,
    "fold": fold,
    "ideas": ideas,
    "sort_ideas": lambda text: sort_ideas(text, collect(), 0),
    "read_message": read_message,
    "read_message, columns": lambda text: read_message(
        text, marks="+-?", columns={"a": "-", "Autres": None}, years=range(2000, 2040)
    ),
    "is_command": is_command,
    "joined": joined,
    "read_dimensions": read_dimensions,
    "read_projects": lambda text: _or_refused(read_projects, text, 10**9),
    "read_sum": read_sum,
    "read_minutes": lambda text: _or_refused(read_minutes, text),
    "columns": lambda text: Columns().read_text(text, {}, ["columns"], Language.FRENCH),
    "parts": parts,
    "read_length": lambda text: _or_refused(
        read_length, text, datetime(2030, 3, 4, 9, tzinfo=UTC), "Europe/Paris", Language.FRENCH
    ),
    "tidy": tidy,
    "read_places": lambda text: _or_refused(read_places, text),
    "ballots": lambda text: _or_refused(blt.parsed, b"3 2\n" + text.encode("utf-8", "replace")),
    "read_scores": lambda text: _or_refused(read_scores, text, poll("score", "A", "B"), 3),
    "rank_typed": lambda text: _or_refused(rank_typed, text, [], [Option(1, "A")]),
    # Of post-its, which are short.
    "suggests_past": lambda text: [
        suggests_past(text[: len(text) // 4], language) for language in Language
    ],
    "features": features,
    "proposed": lambda text: proposed([text, text], [text, ""]),
    "inline": inline,
    "block": block,
    "spoken": Speaker(None, {911222333444555601: "Awa"}, Language.FRENCH),
}


def _or_refused(read: Callable[..., object], *args: object) -> object:
    with suppress(MistypedError, Refusal, Malformed):
        return read(*args)
    return None


# Repeated as often as it takes: signs, marks, near misses of marks, of addresses, of codes.
WORST = [
    *"\\`*_~|[]<>#@&:;.,-+=?!/ \n\t\r\x00\x92\ud800\u202e\u200b\u200d\u00ad\ufe0f\u3164\uf0b7•à0a",
    "\n\n\n\n",
    " \n",
    "- ",
    "- \n",
    "• ",
    "[ ] ",
    "1. ",
    "1. a\n",
    "1.1.",
    "a) ",
    "- de a\n",
    "+ de ",
    "o\t",
    "  o\t\n",
    "- -",
    "--- \n",
    "=== ",
    "&amp",
    "&#35;&",
    "https://",
    "https://a",
    "https://a.b/(",
    "https://a.b/)",
    "https://a.b/c_d*~ ",
    "www.",
    "www.a",
    "a@",
    "a@a.",
    "a.a@a.a.",
    "a_b@c.de ",
    "<@911222333444555601",
    "<@911222333444555601>",
    "<:a:",
    "</a",
    "<t:1",
    "«",
    "« a » ",
    "“",
    '"',
    "a : ",
    " : ",
    "2029: ",
    "+ 2029: ",
    "лa",
    "соор ",
    "e\u0301\u0301",
    "\U0001f3f4\U000e0067",
    "👩\u200d",
    "nous ferions ",
    "we would've ",
]


@pytest.mark.parametrize("name", READERS)
def test_what_reads_a_text_takes_steps_in_proportion_to_it(name: str) -> None:
    read = READERS[name]
    for worst in WORST:
        once, twice, four_times = (steps(read, _long(worst, SIZE * n)) for n in (1, 2, 4))
        assert twice <= MORE * 2 * once + 50, (name, worst, once, twice)
        assert four_times <= MORE * 2 * twice + 50, (name, worst, twice, four_times)
        read(_long(worst, LARGE))


def _long(worst: str, length: int) -> str:
    return (worst * (length // len(worst) + 1))[:length]


def steps(read: Callable[[str], object], text: str) -> int:
    """Return how many lines of ours are carried out to `read` a text."""
    counted = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal counted
        if not frame.f_code.co_filename.startswith(str(ROOT / "bot")):
            return None
        counted += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return counted


@cache
def patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Every compiled pattern of the program, and whether it is searched for in a text."""
    return dict(_patterns())


def _patterns() -> Iterator[tuple[str, tuple[re.Pattern[str], bool]]]:
    for folder in ("bot", "cogs"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            source = file.read_text(encoding="utf-8")
            if "re.compile(" not in source:
                continue
            module = importlib.import_module(
                file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            )
            for name, value in vars(module).items():
                used = rf"\b{re.escape(name)}(\[.*?\])?\.(search|subn?|finditer|findall|split)\b"
                for rank, found in enumerate(_within(value)):
                    searched = re.search(used, source) is not None
                    yield f"{module.__name__}.{name}.{rank}", (found, searched)


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _within(part)


def test_no_pattern_reads_the_same_text_again_and_again() -> None:
    found = {
        name: reasons
        for name, (pattern, searched) in patterns().items()
        if (reasons := unsteady(pattern, searched=searched))
    }
    assert found == {}
    assert len(patterns()) > 60, "the patterns are found"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:\s*a\s*)*x",
        r"a*\s*a*x",
        r".*?\S\s*:\s+\S.*",
        r"\s+$",
        r"\s*[:]\s+",
        r"«[^»]*»",
        r"\[([^\]]+)\]\(",
        r"^\s*-",
    ],
)
def test_a_pattern_that_does_is_refused(pattern: str) -> None:
    assert unsteady(re.compile(pattern, re.MULTILINE), searched=True)


@pytest.mark.parametrize(
    "pattern",
    [r"\s+", r"^[^\S\n]*-", r"«[^«»]*»", r"\b(\w+)-", r"a{1,40}b", r"(?:a++b)*+", r"\d+[.)]?"],
)
def test_a_pattern_that_does_not_is_accepted(pattern: str) -> None:
    assert unsteady(re.compile(pattern, re.MULTILINE), searched=True) == []
