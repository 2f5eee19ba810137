"""What meets the least resistance: prepared, answered from 0 to 10, told so that nobody reads it
backwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from bot.rehearsal.stage import text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of
from tests.discord.forging import choose_id
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files
from tests.discord.wall.test_pictures import Shown, pictures
from tests.tally.voting import answer

QUESTION = "Que fait-on de la salle le dimanche ?"
NOTHING = "Laisser les choses comme elles sont"
WRITTEN = {
    "question": QUESTION,
    "options": "L'ouvrir à tout le quartier\nLa louer\nEn faire un café",
    "minutes": "10",
}
# The first pleases most, and two cannot bear it; the second is borne by all.
BALLOTS: Sequence[dict[str, str]] = [
    *[{"1": "0", "2": "3", "3": "9", "4": "5"}] * 3,
    *[{"1": "10", "2": "2", "3": "8", "4": ""}] * 2,
]


async def held(hall: Room, ballots: Sequence[dict[str, str]] = BALLOTS, **written: Any) -> Shown:
    """A vote by resistance of people who answer so; the message of its result."""
    await hall.decide("resistance", **{**WRITTEN, **written})
    for rank, given in enumerate(ballots):
        person = hall.person(f"Personne {rank}")
        ballot = await person.press(hall.card, "ballot.open")
        form = await person.press(ballot, "ballot.form")
        ballot = await person.fill(form, **given)
        await person.press(ballot, "ballot.cast")
    await close(hall)
    told = await pictures(hall.stage.messages(hall.channel))
    return next(shown for shown in told if f"## {QUESTION}" in shown.text)


async def test_deciding_nothing_is_among_the_options_and_the_rule_is_read_before(
    hall: Room,
) -> None:
    page = await hall.prepare("resistance", **WRITTEN)
    assert f"`4` {NOTHING}" in page.text
    assert fr("vote.resistance", passive=NOTHING) in page.text
    page = await hall.prepare("resistance", **{**WRITTEN, "passive": "On ferme le dimanche"})
    assert "`4` On ferme le dimanche" in page.text


async def test_the_least_resistance_wins_and_a_high_figure_never_looks_like_a_victory(
    hall: Room,
) -> None:
    shown = await held(hall)
    won = fr(
        "result.won.resistance",
        option="«\xa0La louer\xa0»",
        share="26",
        passive=f"«\xa0{NOTHING}\xa0»",
        other="30",
    )
    assert won in shown.text
    lines = shown.text.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("**1.**"))
    assert lines[first] == "**1.** `2` La louer — " + fr(
        "result.resistance.met", share="26", total=13
    )
    assert fr("result.resistance.less") in lines[first + 1]
    last = next(n for n, line in enumerate(lines) if line.startswith("**4.**"))
    assert "`3` En faire un café" in lines[last]
    assert fr("result.resistance.more") in lines[last + 1]
    assert fr.n("result.resistance.strong", 5) in lines[last + 1]
    assert fr.n("result.resistance_worse", 2, options="X").partition("X")[2] in shown.text
    (data,) = await files(hall, ".json")
    (vote,) = json.loads(data)["votes"]
    assert vote["settings"] == {"passive": "4"}
    (again,) = answer(json.loads(data))["votes"]
    assert (again["winners"], again["as_stated"]) == (["2"], True)
    (report,) = await files(hall, ".md")
    told = report.decode()
    assert fr("report.vote.least_first") in told
    assert f"| 1. | 2 | La louer | {fr('report.vote.percent', share='26')} | 13 | 0 |" in told


async def test_nothing_is_done_where_that_is_borne_best(hall: Room) -> None:
    shown = await held(hall, [{"1": "5", "2": "6", "3": "7", "4": "1"}] * 3)
    option = f"«\xa0{NOTHING}\xa0»"
    assert fr("result.won.resistance_passive", option=option, share="10") in shown.text


async def test_under_three_ballots_of_a_secret_vote_tell_nothing(hall: Room) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):  # no picture either
        await held(hall, BALLOTS[:2])
    told = " ".join(text_of(message) for message in hall.stage.messages(hall.channel))
    assert fr("result.too_few") in told
    assert "%" not in told


async def test_a_resistance_can_be_chosen_one_at_a_time(hall: Room) -> None:
    await hall.decide("resistance", **WRITTEN)
    ben = hall.person("Ben", Language.ENGLISH)
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.press(ballot, label=en("ballot.singly"))
    offered = [one["label"] for one in ballot.options("ballot.score")[:11]]
    assert offered[0] == en("resistance.ballot.most", points=10)
    assert offered[-1] == en("resistance.ballot.none", points=0)
    assert en.n("resistance.ballot.to_score", 4) in ballot.text
    first = ids_of(ballot, "ballot.score")[0]
    ballot = await choose_id(hall, ben, ballot, first, "10")
    receipt = await ben.press(ballot, "ballot.cast")
    assert en("resistance.ballot.given", points="**10**") in receipt.text
    assert en.n("resistance.ballot.left_blank", 3) in receipt.text


@pytest.mark.parametrize("written", ["11", "-1", "beaucoup", "3 4", "2,5"])
async def test_what_is_no_resistance_is_given_back(hall: Room, written: str) -> None:
    await hall.decide("resistance", **WRITTEN)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    told = await ben.fill(await ben.press(ballot, "ballot.form"), **{"1": written})
    assert fr("resistance.ballot.scores_unread", wrong="").strip() in told.text
