"""What both pages on counting show of `python -m bot tally`, run as it stands there."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.config import ROOT
from bot.tally.methods import METHODS
from tests.tally.voting import answer

PAGES = ("COUNTING.md", "COUNTING.fr.md")
SETTINGS: dict[str, dict[str, Any]] = {
    "dots": {"budget": 5},
    "score": {"scale": [0, 5]},
    "majority_judgment": {"grades": ["bad", "good"]},
    "shared_budget": {"money": 10000, "costs": {"A": 3000, "B": "1200.50"}},
}


def rows(page: str) -> dict[str, list[str]]:
    """The cells of the table of methods, by method."""
    found = {}
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].strip("`") in METHODS:
            found[cells[0].strip("`")] = cells
    return found


def asked(method: str, **of: Any) -> dict[str, Any]:
    options = {} if method == "yes_no" else {"options": ["A", "B"]}
    return {"method": method, **options, "settings": SETTINGS.get(method, {}), **of}


@pytest.mark.parametrize("page", PAGES)
def test_each_example_is_counted(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    examples = re.findall(r'^    (\{"method".*\n(?:    .*\n)*)', text, re.MULTILINE)
    assert len(examples) == 2
    for example in examples:
        assert answer(json.loads(example))["winners"] == ["A"]


@pytest.mark.parametrize("page", PAGES)
def test_each_ballot_and_its_totals_are_taken_and_say_the_same(page: str) -> None:
    found = rows(page)
    assert list(found) == list(METHODS)
    for method, (_, _, ballots, totals, _) in found.items():
        shown = [json.loads(ballot) for ballot in re.findall("`([^`]+)`", ballots)]
        answers = [answer(asked(method, ballots=[{"ballot": one}])) for one in shown]
        if METHODS[method].totals is None:
            assert "`" not in totals
            continue
        figures = json.loads("{" + totals.strip("`") + "}")
        summed = asked(method, totals={"ballots": 1, "blank": 0, **figures})
        if method == "borda":
            # One that puts both options together says nothing: it is blank.
            summed["totals"]["blank"] = 1
        assert answer(summed) == answers[0]


def test_both_languages_show_the_same_forms() -> None:
    english, french = map(rows, PAGES)
    for method, cells in english.items():
        assert cells[2] == french[method][2]
        assert cells[3].startswith("`") is french[method][3].startswith("`")
        assert not cells[3].startswith("`") or cells[3] == french[method][3]
