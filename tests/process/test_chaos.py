"""A bad day of each kind, short: what was confirmed is kept once, whatever happens."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.chaos.days import days
from tests.chaos.report import Size

SHORT = Size(people=4, times=4, faults=1, pause=0.3, outage=1.0)
# After an outage the library waits ever longer before it tries again, as we do after a refusal: for
# the long form alone.
SHORTLY = [name for name in days(SHORT) if name not in ("outage", "led")]


@pytest.mark.parametrize("name", SHORTLY)
async def test_nothing_confirmed_is_lost_doubled_or_half_done(tmp_path: Path, name: str) -> None:
    report = await days(SHORT)[name](tmp_path, Random(f"short {name}"), SHORT)
    became = report.became
    assert became.confirmed
    assert (became.lost, became.doubled, became.half_done) == ([], [], [])
    assert report.said_twice == []
