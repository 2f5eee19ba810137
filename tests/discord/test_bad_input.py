"""What people should not write, and what happens when they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.interface.naming.spoken import Speaker
from bot.rehearsal.stage import Person
from bot.workshop.language import Language
from bot.workshop.text import escape, one_line
from tests.builders import actions, collect, discuss, recipe, reveal, roadmap, vote
from tests.discord.acting import Room, all_of, buttons, en, fr, ids_of, options, room, rows
from tests.discord.forging import send_form
from tests.workshop.hostile import TRICKS

BLANKS = ["", " ", "\n\n", "- \n•", "\u200b\u3164\u2060", "\ud800", "\x00"]


@pytest.mark.parametrize("written", BLANKS)
async def test_nothing_to_keep_is_said_to_be_nothing(hall: Room, written: str) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    for person, t in ((hall.lead, fr), (ben, en)):
        answer = await send_form(hall, person, "postit.form:1", {"ideas": written})
        assert answer.private
        assert answer.text.startswith(t("postit.empty"))
    assert hall.postits() == []


async def test_an_idea_too_long_comes_back_whole_and_the_others_are_kept(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    long = " ".join(f"mot{n}" for n in range(100))
    answer = await hall.write(awa, "courte", long)
    assert fr.n("postit.kept", 1) in answer.text
    assert fr.n("postit.too_long", 1) in answer.text
    assert long in answer.text
    assert hall.postits() == ["courte"]


@pytest.mark.parametrize("char", ["a", "*", "<", "👩🏽‍🚒"])
@pytest.mark.parametrize("length", [4000, 310, 299, 8])
async def test_a_full_form_loses_nothing(hall: Room, char: str, length: int) -> None:
    """Lines are kept or sent back whole, over as many private messages as it takes."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    lines: list[str] = []
    while sum(map(len, lines)) + len(lines) + length <= 4000:
        lines.append(f"{len(lines)}{char * length}"[:length])
    answer = await hall.write(awa, *lines)
    pieces = [line.removeprefix("- ") for text in all_of(answer) for line in text.split("\n")]
    told = "".join(pieces)
    lost = [line for line in lines if line not in hall.postits() and escape(line) not in told]
    assert lost == []
    assert len(ids_of(answer, "postit.add")) == 1


async def test_the_words_that_discord_would_read_as_signs_are_kept_as_written(hall: Room) -> None:
    """That nothing pings is checked on every request of every test."""
    spoken = Speaker(None, {}, Language.FRENCH)
    people = [hall.person(f"Awa {n}") for n in range(1 + len(TRICKS) // 10)]
    await hall.play("essai", "collect")
    for rank, trick in enumerate(TRICKS):
        kept = one_line(spoken(f"{rank} {trick} après"))
        written = f"{rank} {trick} après".replace("\r", "").replace("\n", " ")
        answer = await hall.write(people[rank // 10], written)
        assert kept in hall.postits()
        assert escape(kept) in answer.text


@pytest.mark.parametrize(
    ("due", "key"),
    [
        ("bientôt", "action.unreadable_date"),
        ("31/02/2027", "action.unreadable_date"),
        ("15/01/99999", "action.unreadable_date"),
        ("2027-13-01", "action.unreadable_date"),
        ("31/12/2025", "action.past_date"),
    ],
)
async def test_a_date_that_cannot_be_one_is_explained(hall: Room, due: str, key: str) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "actions")
    for person, t in ((hall.lead, fr), (ben, en)):
        form = await person.press(hall.card, "action.add")
        answer = await person.fill(form, what="Semer", owner="Zoé", due=due)
        assert answer.private
        assert answer.text.startswith(t(key, example="15/01/2027"))
        assert f"Semer\nZoé\n{due}" in answer.text, "nobody types an idea twice for a date"
        again = await person.press(answer, "action.add")
        assert again.form is not None
    assert rows(hall.path, "SELECT * FROM actions") == []


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"what": "\u2060", "owner": "Zoé", "due": "2027-01-15"}, "action.needs_what"),
        ({"what": "Semer", "owner": "", "due": "2027-01-15"}, "action.needs_owner"),
        ({"what": "Semer", "owner": "\u3164", "due": "2027-01-15"}, "action.needs_owner"),
        ({"what": "Semer", "member": ["1"], "due": "2027-01-15"}, "button.unknown"),
        ({"what": "x" * 301, "owner": "Zoé", "due": "2027-01-15"}, "text.too_long"),
    ],
)
async def test_an_action_that_lacks_something_is_explained(
    hall: Room, fields: dict[str, str | list[str]], key: str
) -> None:
    await hall.play("essai", "actions")
    step = hall.open_step()["id"]
    answer = await send_form(hall, hall.lead, f"action.form:{step}:", fields)
    assert answer.private
    assert answer.text.startswith(fr(key, length=301, limit=300))
    assert rows(hall.path, "SELECT * FROM actions") == []


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"statement": "\u200b"}, "milestone.needs_statement"),
        ({"statement": "x" * 301}, "text.too_long"),
        ({"year": ["2033"]}, "place.unknown_year"),
        ({"year": "9" * 5000}, "place.unknown_year"),
        ({"year": ""}, "place.unknown_year"),
        ({"dimension": ["Ailleurs"]}, "place.unknown_dimension"),
    ],
)
async def test_a_milestone_that_cannot_be_placed_is_explained(
    hall: Room, fields: dict[str, str | list[str]], key: str
) -> None:
    await hall.play("atelier", "roadmap", scenario="adere-2032.fr")
    good: dict[str, str | list[str]] = {
        "statement": "C'est fait",
        "year": ["2030"],
        "dimension": ["Gouvernance"],
    }
    step = hall.open_step()["id"]
    answer = await send_form(hall, hall.lead, f"road.form:{step}::", {**good, **fields})
    reason = fr(key, origin=2022, horizon=2032, length=301, limit=300)
    assert answer.private
    assert answer.text.startswith(reason)
    assert "statement" in fields or "C'est fait" in answer.text, "what was written comes back"
    assert rows(hall.path, "SELECT * FROM milestones") == []


async def test_an_empty_note_is_not_kept(hall: Room) -> None:
    await hall.play("essai", "discuss")
    step = hall.open_step()["id"]
    for written, reason in (
        ("\u3164 \n", fr("note.empty")),
        ("n" * 1001, fr("text.too_long", length=1001, limit=1000)),
    ):
        answer = await send_form(hall, hall.lead, f"note.form:{step}", {"note": written})
        assert answer.text.startswith(reason)
        assert answer.private
        assert (written in answer.text) == ("n" in written), "nobody types a note twice"
    assert rows(hall.path, "SELECT * FROM notes") == []


async def test_the_longest_texts_made_of_signs_still_fit_in_every_message(tmp_path: Path) -> None:
    """Markdown signs take two characters each once escaped: no card, result or list may break."""
    steps = (
        collect(per_person=60),
        reveal(),
        vote(budget=99, cap=9),
        collect(per_person=60),
        reveal(),
        roadmap(),
        discuss(),
        actions(),
    )
    async with room(tmp_path / "gommette.db", {"essai": recipe(*steps)}) as hall:
        people = [hall.person("*_`~|[<>#]" * 3 + str(rank)) for rank in range(4)]
        await hall.open("essai", scenario="adere-2032.fr", title="@everyone " + "*" * 90)
        await hall.steer("lead.start")
        await _fill(hall, people, "*" * 150)
        await hall.steer("lead.next")
        assert await _pages(people[0], hall, "wall.read") > 5
        await hall.steer("lead.next")
        for person in people:
            ballot = await person.press(hall.card, "ballot.open")
            for _ in range(3):
                ballot = await person.choose(ballot, "ballot.put", *options(ballot, "ballot.put"))
                ballot = await person.press(ballot, label="▶")
            await person.press(ballot, "ballot.cast")
        await hall.steer("lead.next")
        assert any("🗳️" in text and "**3** · `" in text for text in hall.texts)
        await _fill(hall, people, "*")
        await hall.steer("lead.next")
        await hall.steer("lead.next")
        picker = await hall.lead.press(hall.panel, "road.place")
        for _ in range(12):
            best = next(iter(options(picker, "road.pick")))
            picker = await hall.lead.fill(
                await hall.lead.choose(picker, "road.pick", best),
                statement="*" * 300,
                who="#" * 300,
                obstacles="|" * 300,
                year=["2030"],
                dimension=["Gouvernance"],
            )
        listed = await hall.lead.press(await hall.lead.press(picker, "lead.panel"), "road.list")
        hall.panel = await hall.lead.press(listed, "lead.panel")
        await hall.steer("lead.next")
        for _ in range(4):
            note = await hall.lead.press(hall.panel, "note.add")
            await hall.lead.fill(note, note="*\n" * 500)
        await hall.steer("lead.next")
        for _ in range(12):
            await people[1].fill(
                await people[1].press(hall.card, "action.add"),
                what="*" * 300,
                owner="@here" + "_" * 75,
                due="2026-12-31",
                first_step="`" * 300,
            )
        await hall.lead.press(hall.panel, "lead.panel")
        hall.panel = await hall.lead.press(hall.panel, "action.list")
        hall.panel = await hall.lead.press(hall.panel, "lead.panel")
        await hall.stage.later(10)
        await people[2].press(hall.card, "session.where")
        await hall.end()
        assert fr("report.attached") in hall.texts[-1]
    assert rows(tmp_path / "gommette.db", "SELECT * FROM outbox WHERE failure IS NOT NULL") == []


async def _fill(hall: Room, people: list[Person], signs: str) -> None:
    """Have each person write sixty post-its that end in `signs`."""
    before = len(hall.postits())
    for person in people:
        for batch in range(5):
            await hall.write(person, *(f"{person.name[-1]}{batch}{n:02}{signs}" for n in range(12)))
    assert len(hall.postits()) == before + 60 * len(people)


async def _pages(person: Person, hall: Room, verb: str) -> int:
    """Turn all the pages that a button of the card opens, and count them."""
    page, count = await person.press(hall.card, verb), 1
    while "▶" in buttons(page):
        page, count = await person.press(page, label="▶"), count + 1
    return count
