"""The lobby speaks of names only where what people write carries them."""

from __future__ import annotations

from tests.discord.acting import Room, fr


async def test_a_session_of_marks_alone_says_nothing_of_names(hall: Room) -> None:
    await hall.open("roti")
    assert fr("signing.signed") not in hall.texts[-1]


async def test_a_session_with_postits_does(hall: Room) -> None:
    await hall.open("meteo", language="fr", signing="signed")
    assert fr("signing.signed") in hall.texts[-1]
