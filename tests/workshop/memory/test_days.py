"""From when to when summaries are looked for, as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.memory.days import read_days

TODAY = date(2026, 11, 29)

READ = {
    "2026": ("2026-01-01", "2026-12-31"),
    "en 2025": ("2025-01-01", "2025-12-31"),
    "mars 2026": ("2026-03-01", "2026-03-31"),
    "March 2026": ("2026-03-01", "2026-03-31"),
    "février": ("2026-02-01", "2026-02-28"),
    "décembre": ("2025-12-01", "2025-12-31"),
    "15 mars": ("2026-03-15", "2026-03-15"),
    "le 1er décembre": ("2025-12-01", "2025-12-01"),
    "15 mars 2024": ("2024-03-15", "2024-03-15"),
    "March 15, 2024": ("2024-03-15", "2024-03-15"),
    "2026-03-15": ("2026-03-15", "2026-03-15"),
    "2026-03": ("2026-03-01", "2026-03-31"),
    "15/03/2026": ("2026-03-15", "2026-03-15"),
    "hier": ("2026-11-28", "2026-11-28"),
    "Aujourd’hui": ("2026-11-29", "2026-11-29"),
    "il y a 3 semaines": ("2026-11-08", "2026-11-08"),
    "il y a un an": ("2025-11-29", "2025-11-29"),
    "9 months ago": ("2026-02-28", "2026-02-28"),
}


@pytest.mark.parametrize("written", READ)
def test_what_is_read(written: str) -> None:
    found = read_days(written, TODAY, Language.FRENCH)
    assert tuple(day.isoformat() for day in found) == READ[written]


@pytest.mark.parametrize(
    "written",
    ["", "bientôt", "32 mars", "2026-13", "31/02/2026", "0 jours", "il y a 9999 ans", "!"],
)
def test_what_says_no_day_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_days(written, TODAY, Language.FRENCH)
    assert refusal.value.key == "memory.unreadable_day"


def test_two_figures_of_an_english_room_are_refused_where_both_may_be_the_day() -> None:
    assert read_days("03/04/2026", TODAY, Language.FRENCH)[0] == date(2026, 4, 3)
    assert read_days("03/15/2026", TODAY, Language.ENGLISH)[0] == date(2026, 3, 15)
    with pytest.raises(Refusal) as refusal:
        read_days("03/04/2026", TODAY, Language.ENGLISH)
    assert refusal.value.key == "action.two_days"
