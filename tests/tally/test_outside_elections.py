"""Elections of other programs and published ones, counted again: data that lies beside us.

The files are read where they are and are not part of the repository; without them there is
nothing to check.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.tally import recount
from bot.tally.reading import At

FOLDER = Path(__file__).parents[3] / "shared" / "vectors"
FILES = sorted(FOLDER.glob("*.json"))
# Expected as if all that are last went out together, where another order elects someone else.
BY_ORDER: dict[str, dict[str, Any]] = {
    "irv PHP result tie breaking": {"ranking": [["A", "B", "C"], ["D"]]},
    "irv pyvotecore tied losers": {"ranking": [["c1", "c3"], ["c2"]]},
    "irv RCTab first_round_determines_threshold_test": {
        "winners": ["Haadoow, Hamza A.", "Vail, Christopher L."]
    },
    "irv RCTab missing_precinct_example": {
        "winners": ["Betsy Hodges", "Jacob Frey", "Nekima Levy-Pounds"]
    },
}

pytestmark = pytest.mark.skipif(not FILES, reason="no outside elections beside the repository")


def _cases() -> list[Any]:
    found = []
    for file in FILES:
        held = json.loads(file.read_text("utf-8"))
        found += [pytest.param(case, id=f"{file.stem}-{n}") for n, case in enumerate(held["cases"])]
    return found


def _sorted(answer: Any) -> Any:
    return sorted(map(str, answer)) if isinstance(answer, list) else answer


@pytest.mark.parametrize("case", _cases())
def test_an_outside_election_gives_the_same(case: dict[str, Any]) -> None:
    answer = json.loads(json.dumps(recount.vote(At(case["input"]))))
    by_order = BY_ORDER.get(case["name"])
    for key, value in (by_order or case["expect"]).items():
        assert _sorted(answer[key]) == _sorted(value), (case["name"], case["source"], key)
    if by_order is not None:
        return
    for name, figures in case.get("also", {}).items():
        if name == "rounds_contain":
            rounds = [one["counts"] for one in answer["details"]["rounds"]]
            for wanted in figures:
                assert any(
                    all(counts.get(option, 0) == n for option, n in wanted.items())
                    for counts in rounds
                ), (case["name"], wanted)
        else:
            assert answer["details"][name.removeprefix("details.")] == figures, case["name"]
