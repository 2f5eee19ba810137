"""Sorting together: the room sorts the wall. Each use case is one transaction.

Who leads: `start` (again: resumes), `stop`; `set_round_aside`, `take_round_back`, `start_afresh`;
`set_person_aside`, `take_person_back`, `people`; `talk` lists what is to be talked about,
`place`, `leave_apart` and `make_theme` settle it by hand; `progress` is told by theme.

Everyone: `take` a handful, `answers` keeps what one says of it, `last_hand` to change one's mind.

For a card, inside its transaction: `progress_of` what `tx.rounds.under_way` gives.
"""

from __future__ import annotations

from bot.services.themes.settling import progress_of
from bot.services.themes.together.answering import (
    Dealt,
    Handful,
    Kept,
    Nothing,
    answers,
    last_hand,
    take,
)
from bot.services.themes.together.leading import (
    set_person_aside,
    set_round_aside,
    start,
    start_afresh,
    stop,
    take_person_back,
    take_round_back,
)
from bot.services.themes.together.telling import (
    Disputed,
    Person,
    Talk,
    Told,
    leave_apart,
    make_theme,
    people,
    place,
    progress,
    talk,
)

__all__ = [
    "Dealt",
    "Disputed",
    "Handful",
    "Kept",
    "Nothing",
    "Person",
    "Talk",
    "Told",
    "answers",
    "last_hand",
    "leave_apart",
    "make_theme",
    "people",
    "place",
    "progress",
    "progress_of",
    "set_person_aside",
    "set_round_aside",
    "start",
    "start_afresh",
    "stop",
    "take",
    "take_person_back",
    "take_round_back",
    "talk",
]
