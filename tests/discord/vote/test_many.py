"""Many options, and many people at the same instant: one ballot each, and nothing lost."""

from __future__ import annotations

import json
import re
from random import Random

import pytest

from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.language import Language
from bot.workshop.sessions.session import author_reference
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import Pressing, burst

PEOPLE = 500
HUNDRED = " ; ".join(f"Proposition {n:03} — " + "mot " * 40 for n in range(1, 101))
SHORT = " ; ".join(f"Choix {n:03} *x*" for n in range(1, 101))


async def test_the_card_counts_the_options_that_it_does_not_list(hall: Room) -> None:
    written = [f"Une idée assez longue pour un bulletin, la {n:02}" for n in range(25)]
    await hall.vote("Lesquelles ?", "approval", options=" ; ".join(written))
    card = text_of(hall.card)
    listed = sum(option in card for option in written)
    assert 0 < listed < len(written)
    assert fr.n("vote.more_options", len(written) - listed) in card


async def casting_ids(hall: Room, choices: str) -> dict[str, str]:
    """What casts a ballot with each choice alone: the same for whoever has ticked it."""
    looks, found = hall.person("Qui regarde"), {}
    for choice in choices:
        ballot = await looks.press(hall.card, "ballot.open")
        ballot = await looks.choose(ballot, "ballot.tick", choice)
        (found[choice],) = ids_of(ballot, "ballot.cast")
    return found


async def test_five_hundred_people_cast_and_change_at_once(hall: Room) -> None:
    chance = Random(7)
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi ; Mercredi ; Jeudi")
    casts = await casting_ids(hall, "1234")
    people = [hall.person(f"P{n:03}") for n in range(PEOPLE)]
    (opened,) = ids_of(hall.card, "ballot.open")
    ballots = await burst(hall, [Pressing(person, hall.card, opened) for person in people])
    assert all(answer.private for answer in ballots)
    both = list(zip(people, ballots, strict=True))

    def ticking(person: Person, ballot: Answer, choice: str) -> Pressing:
        return Pressing(person, ballot, "ballot.tick:1:0", (choice,))

    def casting(person: Person, ballot: Answer, choice: str) -> Pressing:
        return Pressing(person, ballot, casts[choice])

    first = {person.id: chance.choice("1234") for person in people}
    await burst(hall, [ticking(p, b, first[p.id]) for p, b in both])
    presses = [casting(p, b, first[p.id]) for p, b in both]
    again = [casting(p, b, first[p.id]) for p, b in both[::4]]  # twice, in the same instant
    receipts = await burst(hall, presses + again)
    assert all("☑️" in receipt.text for receipt in receipts), "every cast is confirmed"
    assert in_box(hall) == {person.id: [first[person.id]] for person in people}

    # They change their minds, cast, press twice, withdraw: all in the same instant.
    second = {person.id: chance.choice("1234") for person in people}
    mixed: list[Pressing] = []
    for rank, (person, ballot) in enumerate(both):
        choice = second[person.id]
        mine = [ticking(person, ballot, choice), casting(person, ballot, choice)]
        if rank % 5 == 0:
            mine.append(casting(person, ballot, choice))
        if rank % 7 == 0:
            mine.append(casting(person, ballot, first[person.id]))
        if rank % 11 == 0:
            mine.append(Pressing(person, ballot, "ballot.withdraw:1"))
        mixed += mine
    chance.shuffle(mixed)
    answers = await burst(hall, mixed)
    assert len([answer for answer in answers if answer.private]) == len(mixed)
    confirmed = last_confirmed(hall)
    found = in_box(hall)
    assert {person: content for person, content in confirmed.items() if content} == found
    turnout = {row["user_id"] for row in rows(hall.path, "SELECT user_id FROM turnout")}
    assert turnout == set(found)
    assert len(found) > PEOPLE // 2
    await hall.stage.later(10)
    assert fr.n("vote.turnout", len(found)) in hall.texts[-1]
    closing = await hall.lead.press(hall.panel, "vote.close")
    await hall.lead.press(closing, "vote.close_yes")
    (outcome,) = rows(hall.path, "SELECT outcome FROM steps")
    counted = json.loads(outcome["outcome"])
    assert counted["turnout"] == len(found)
    approvals = counted["answer"]["details"]["approvals"]
    assert sum(approvals.values()) == len(found)
    for choice in "1234":
        assert approvals[choice] == sum(content == [choice] for content in found.values())


def in_box(hall: Room) -> dict[int, list[str]]:
    """Each voter's ballot: what only the holder of the key can read, while the vote is open."""
    ((key,),) = rows(hall.path, "SELECT key FROM keys WHERE purpose = 'vote'")
    people = [row["user_id"] for row in rows(hall.path, "SELECT user_id FROM participants")]
    whose = {author_reference(person, key): person for person in people}
    ballots = rows(hall.path, "SELECT voter, content FROM ballots")
    found = {whose[row["voter"]]: json.loads(row["content"]) for row in ballots}
    assert len(found) == len(ballots), "one ballot each"
    return found


def last_confirmed(hall: Room) -> dict[int, list[str]]:
    """What each person last read of their ballot, from the receipts in the order they came."""
    backend = hall.stage.env.backend
    told: dict[int, list[str]] = {}
    for request in hall.stage.env.http_requests:
        if not request.path.endswith("/callback"):
            continue
        person = backend.interactions[int(request.path.split("/")[2])].user_id
        said = json.dumps(request.json, ensure_ascii=False)
        if fr("ballot.in_the_box") in said:
            told[person] = re.findall(r"☑️ `(\d)`", said)
        elif fr("ballot.withdrawn").split("**")[1] in said:
            told[person] = []
    return told


@pytest.mark.parametrize("language", list(Language))
async def test_a_hundred_long_options_are_graded_within_limits(
    hall: Room, language: Language
) -> None:
    t = en if language is Language.ENGLISH else fr
    await hall.vote("?" * 300, "majority_judgment", options=HUNDRED[:6000])
    ben = hall.person("Ben", language)
    asked = len(rows(hall.path, "SELECT * FROM vote_options"))
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.press(ballot, label=t("ballot.singly"))
    graded = 0
    while True:
        for menu in ids_of(ballot, "ballot.grade"):
            chosen = str(graded % 7)
            ballot = Answer(await ben.member.select(ballot.shown, [chosen], custom_id=menu))
            graded += 1
        if "▶" not in buttons(ballot):
            break
        ballot = await ben.press(ballot, label="▶")
    assert graded == asked
    assert t("ballot.all_graded") in ballot.text
    receipt = await ben.press(ballot, "ballot.cast")
    for number in range(1, asked + 1):
        assert f"`{number}`" in receipt.text


@pytest.mark.parametrize("method", ["majority_judgment", "score", "irv", "approval", "dots"])
async def test_a_hundred_options_are_all_reached_and_all_restated(hall: Room, method: str) -> None:
    settings = {"dots": 99} if method == "dots" else {}
    await hall.vote("Que garder ?", method, options=SHORT, **settings)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    if method == "irv":
        for number in range(100, 0, -1):
            ballot = await turn_to(ben, ballot, "ballot.next", str(number))
            verb = "ballot.level" if number % 3 == 0 else "ballot.next"
            ballot = await ben.choose(ballot, verb, str(number))
    else:
        verb = {"dots": "ballot.put", "approval": "ballot.tick", "score": "ballot.score"}.get(
            method, "ballot.grade"
        )
        if method in ("score", "majority_judgment"):
            ballot = await ben.press(ballot, label=fr("ballot.singly"))
        put = 0
        while True:
            for menu in ids_of(ballot, verb):
                (shown,) = [m for m in ballot.found(verb) if m["custom_id"] == menu]
                values = [o["value"] for o in shown["options"]]
                values = values if method in ("dots", "approval") else values[:1]
                if method == "dots":
                    values = values[: 99 - put]
                    put += len(values)
                result = await ben.member.select(ballot.shown, values, custom_id=menu)
                ballot = Answer(result)
            if "▶" not in buttons(ballot):
                break
            ballot = await ben.press(ballot, label="▶")
    receipt = await ben.press(ballot, "ballot.cast")
    told = [number for number in range(1, 101) if f"`{number}`" in receipt.text]
    assert len(told) == (99 if method == "dots" else 100)
    again = await ben.press(receipt, "ballot.open")
    assert fr("ballot.counts") in again.text


async def turn_to(person: Person, ballot: Answer, verb: str, value: str) -> Answer:
    """Turn the pages until a menu offers `value`."""
    way = "▶"
    while ids_of(ballot, verb) and value not in options(ballot, verb):
        if way not in buttons(ballot):
            assert way == "▶", f"{value} is on no page"
            way = "◀"
        ballot = await person.press(ballot, label=way)
    return ballot


async def test_what_is_left_to_do_is_a_press_away(hall: Room) -> None:
    await hall.vote("Que garder ?", "majority_judgment", options=SHORT)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    ballot = await ben.press(ballot, label=fr("ballot.singly"))
    first = ids_of(ballot, "ballot.grade")
    for _ in range(5):
        ballot = await ben.press(ballot, label="▶")
    assert not set(ids_of(ballot, "ballot.grade")) & set(first)
    ballot = await ben.press(ballot, label=fr("ballot.first_left"))
    assert ids_of(ballot, "ballot.grade") == first


async def test_the_card_of_a_hundred_options_fits(hall: Room) -> None:
    await hall.vote("?" * 500, "irv", options=HUNDRED[:6000])
    assert text_of(hall.card).count("\n`") > 3
    assert "…" in text_of(hall.card)


@pytest.mark.parametrize("method", ["score", "majority_judgment", "dots", "schulze"])
async def test_the_fullest_ballot_fits_a_message(hall: Room, method: str) -> None:
    """Every page, with another ballot in the box, signed, under a long question."""
    asked: dict[str, object] = {
        "signed": True,
        "options": " ; ".join(["*_~|" * 24 + str(n) for n in range(55)]),
    }
    if method == "score":
        asked["criteria"] = "Neuf ; Utile ; Faisable ; Beau"
    if method == "dots":
        asked |= {"dots": 40}
    await hall.vote("*_~|" * 100, method, **asked)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    if method == "dots":
        for _ in range(3):
            ballot = await ben.choose(
                ballot, "ballot.put", *list(options(ballot, "ballot.put"))[:12]
            )
    elif method == "schulze":
        for _ in range(25):
            ballot = await ben.choose(
                ballot, "ballot.next", next(iter(options(ballot, "ballot.next")))
            )
    else:
        ballot = await ben.press(ballot, label=fr("ballot.singly"))
        for verb in ids_of(ballot, "ballot.grade" if method != "score" else "ballot.score"):
            ballot = await ben.choose(ballot, verb, "1")
    receipt = await ben.press(ballot, "ballot.cast")
    ballot = await ben.press(receipt, "ballot.open")
    undone = {"dots": "ballot.take", "schulze": "ballot.undo"}.get(method)
    if undone == "ballot.take":
        ballot = await ben.choose(ballot, undone, next(iter(options(ballot, undone))))
    elif undone:
        ballot = await ben.press(ballot, undone)
    else:
        ballot = await ben.press(ballot, label=fr("ballot.singly"))
        verb = ids_of(ballot, "ballot.grade" if method != "score" else "ballot.score")[0]
        ballot = await ben.choose(ballot, verb, "2")
    assert fr("ballot.earlier") in ballot.text
    while "▶" in buttons(ballot):
        ballot = await ben.press(ballot, label="▶")
    ballot = await ben.press(ballot, "ballot.clear")
    assert fr("ballot.blank_button") in buttons(ballot)
