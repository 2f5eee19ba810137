"""Calendars, boards and ballots, as the programs that read them find them."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze
from votelib.evaluate.sequential import TransferableVoteSelector

from bot.i18n import catalogue
from bot.reports.documents import documents, filled
from bot.reports.exchange.blt import elections
from bot.reports.exchange.calendar import calendar as as_calendar
from bot.reports.exchange.trello import trello
from bot.reports.pictures.press import Press
from bot.reports.record import SessionRecord
from bot.reports.tables.actions import actions as as_table
from bot.tally import blt
from bot.tally.reading import At
from bot.tally.recount import answer_to
from bot.tally.recount import vote as recounted
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.kinds import Actions
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.text import one_line
from bot.workshop.vote.ballot import CastBallot
from bot.workshop.vote.document import document
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Departure
from tests import builders
from tests.reports.builders import ENDED, action, decided, postits, record, without_raw
from tests.reports.documents.reading import board, by_votelib, calendar, election, table
from tests.reports.elections import NAMES, plan, sample, session
from tests.workshop.hostile import hostile_texts

fr, en = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
TEXTS = hostile_texts.filter(lambda text: bool(one_line(text)))


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press()
    yield made
    made.close()


def full(*actions: Action, **more: Any) -> SessionRecord:
    """A session with a road of two milestones."""
    road = [
        replace(builders.milestone(2024, number=1), enablers="un prêt\ndes bras"),
        replace(builders.milestone(2030, number=2, after=[1]), obstacles="la pluie"),
    ]
    told = actions or (replace(action(), milestone_id=road[1].id, theme="Charte"),)
    return record(told=builders.scenario(), milestones=road, actions=told, **more)


def test_each_action_is_a_to_do_and_the_session_an_event() -> None:
    told = full(action(), replace(action("Emprunter", first_step=None), id=77, due=None))
    found = calendar(as_calendar(told, fr))
    first, second = found.walk("VTODO")
    assert (first.decoded("due"), "due" in second) == (date(2030, 4, 1), False)
    assert str(first["summary"]) == "Écrire la charte"
    assert str(first["status"]) == "NEEDS-ACTION"
    assert fr("calendar.first_step", step="Appeler Alix") in str(first["description"])
    assert fr("calendar.owner", owner="Nour") in str(first["description"])
    (event,) = found.walk("VEVENT")
    assert str(event["summary"]) == told.session.title
    assert event.decoded("dtstart") == told.session.started_at
    assert first["uid"] != second["uid"] != event["uid"]
    assert as_calendar(told, fr) == as_calendar(told, fr), "a second import doubles nothing"
    moved = replace(told, actions=told.actions[::-1])
    (_, again) = calendar(as_calendar(moved, fr)).walk("VTODO")
    assert again["uid"] == first["uid"]


def followed() -> SessionRecord:
    """Actions one of which is done and one dropped."""
    states = [(one, ENDED if one is not ActionState.OPEN else None) for one in ActionState]
    return full(
        *(
            replace(action(), id=rank, state=state, changed_at=since)
            for rank, (state, since) in enumerate(states)
        )
    )


def test_a_calendar_and_a_board_tell_what_became_of_each_action() -> None:
    to_do, done, dropped = calendar(as_calendar(followed(), fr)).walk("VTODO")
    found = [str(one["status"]) for one in (to_do, done, dropped)]
    assert found == ["NEEDS-ACTION", "COMPLETED", "CANCELLED"]
    assert done.decoded("completed") == ENDED
    assert "completed" not in to_do and "completed" not in dropped
    told = board(trello(followed(), fr))
    lists = {one["id"]: one["name"] for one in told["lists"]}
    cards = [(lists[one["idList"]], one["closed"], one["dueComplete"]) for one in told["cards"][:3]]
    assert cards == [
        (fr("trello.to_do"), False, False),
        (fr("trello.done"), False, True),
        (fr("trello.to_do"), True, False),
    ]


def test_a_table_tells_it_behind_its_first_columns() -> None:
    rows = table(as_table(followed(), en), Language.ENGLISH)
    assert [row["state"] for row in rows] == ["to do", "done", "dropped"]
    assert [row["since"] for row in rows] == ["", *[ENDED.date().isoformat()] * 2]


def test_milestones_of_a_fiction_are_no_events() -> None:
    told = full(action())
    made = as_calendar(told, fr)
    assert len(calendar(made).walk("VEVENT")) == 1
    assert not any(one.statement.encode() in made for one in told.milestones)


@given(what=TEXTS, owner=TEXTS, step=TEXTS)
def test_what_is_written_stays_data_in_a_calendar_and_on_a_board(
    what: str, owner: str, step: str
) -> None:
    what, owner, step = one_line(what), one_line(owner), one_line(step)
    assume(not what.startswith("\ufeff"))  # which the reader takes for the mark of an encoding
    told = full(action(what, owner, first_step=step))
    (todo,) = calendar(as_calendar(told, fr)).walk("VTODO")
    assert str(todo["summary"]) == what
    assert f"\n{fr('calendar.first_step', step=step)}\n" in str(todo["description"])
    found = board(trello(told, fr))
    card = found["cards"][0]
    assert card["name"] == what or card["desc"].startswith(what)
    assert found["checklists"][0]["checkItems"][0]["name"] == step


def test_a_board_has_the_actions_then_the_road() -> None:
    found = board(trello(full(), fr))
    names = [one["name"] for one in found["lists"]]
    assert names[:3] == [fr(f"trello.{state}") for state in ("to_do", "doing", "done")]
    assert names[3] == fr("trello.roadmap", horizon=2032)
    task, early, late = found["cards"]
    assert (task["name"], task["due"]) == ("Écrire la charte", "2030-04-01T12:00:00.000Z")
    assert [label["name"] for label in task["labels"]] == ["Charte"]
    assert early["name"].startswith("2024 · ") and late["name"].startswith("2030 · ")
    assert fr("report.fiction.short", horizon=2032) in late["desc"]
    lists = {
        one["name"]: [item["name"] for item in one["checkItems"]] for one in found["checklists"]
    }
    assert lists == {
        fr("trello.first_step"): ["Appeler Alix"],
        fr("trello.enablers"): ["un prêt", "des bras"],
        fr("trello.obstacles"): ["la pluie"],
    }
    assert "1" in late["desc"].split("\n\n")[-2]


def test_what_is_too_long_for_a_card_is_whole_in_it() -> None:
    long = "Écrire " + "très " * 58 + "bien"
    found = board(trello(full(action(long)), fr))
    assert found["cards"][0]["name"].endswith("…")
    assert found["cards"][0]["desc"].startswith(long)


RANKED = [method for method in Method if method.is_ranked]


@pytest.mark.parametrize("method", RANKED)
def test_ballots_count_again_to_the_same_winner(method: Method) -> None:
    vote = sample(method)
    told = session(vote)
    ((name, made),) = elections(told, fr).items()
    assert name == "etape-1"
    ballots, options, title = election(made)
    assert options == list(NAMES) and title == vote.plan.asked(Language.FRENCH)
    assert sum(ballots.values()) == vote.outcome.ballots
    again = {
        **document(vote.plan, Language.FRENCH, vote.options, [], None),
        "ballots": [
            {"weight": weight, "ballot": [list(rank) for rank in ranks]}
            for ranks, weight in ballots.items()
        ],
    }
    assert recounted(At(again))["winners"] == vote.outcome.winners


@given(
    orders=st.lists(
        st.lists(st.sampled_from("12345"), unique=True, max_size=5), min_size=3, max_size=6
    ),
    method=st.sampled_from(RANKED),
)
def test_another_program_reads_the_ballots_and_elects_the_same(
    orders: list[list[str]], method: Method
) -> None:
    vote = sample(method, cast=[(2 ** (n + 2), [[one] for one in o]) for n, o in enumerate(orders)])
    ((_, made),) = elections(session(vote), fr).items()
    ballots, options, _ = by_votelib(made)
    assert options == list(NAMES)
    expected: Counter[tuple[str, ...]] = Counter()
    for n, order in enumerate(orders):
        expected[tuple(order)] += 2 ** (n + 2)
    assert ballots == expected
    said = {ballot: weight for ballot, weight in ballots.items() if ballot}
    # Options on no ballot, and several last at once, are conventions of each program.
    assume({one for ballot in said for one in ballot} == set("12345") and not vote.outcome.tie)
    if method is Method.SCHULZE:
        assume(all(len(ballot) == 5 for ballot in said))
        (winner,) = Schulze().evaluate(RankedToCondorcetVotes().convert(said), 1)
        assert (winner,) == vote.outcome.winners
    elif method is Method.IRV and not vote.outcome.details["rounds_with_several_last"]:
        assume(all(len(ballot) == 5 for ballot in said))
        (winner,) = TransferableVoteSelector(quota_function="droop").evaluate(said, 1)
        assert (winner,) == vote.outcome.winners


@given(
    orders=st.lists(
        st.lists(st.sampled_from("12345"), unique=True, max_size=5), min_size=10, max_size=14
    ),
    seats=st.integers(1, 4),
    left=st.sampled_from([None, "2"]),
)
def test_seats_are_filled_the_same_from_the_file(
    orders: list[list[str]], seats: int, left: str | None
) -> None:
    cast = [CastBallot(n, [[one] for one in order]) for n, order in enumerate(orders)]
    options = [
        replace(one, gone=Departure.WITHDRAWN if one.name == left else None)
        for one in sample(Method.STV).options
    ]
    vote = decided(plan(Method.STV, seats=seats, secret=False), cast, options=tuple(options))
    ((_, made),) = elections(session(vote), fr).items()
    names = dict(zip([one.name for one in options], by_name(made), strict=True))
    again = answer_to(made)
    assert again["elected"] == tuple(sorted(names[n] for n in vote.outcome.winners))
    assert again["tied_at_cut"] == tuple(sorted(names[n] for n in vote.outcome.tied))
    assert again["places_left"] == vote.outcome.places_left


def by_name(made: bytes) -> list[str]:
    found = blt.parsed(made)["options"]
    assert isinstance(found, list)
    return found


def test_names_of_options_break_no_ballot_file() -> None:
    names = ('Un "four"', "a\nb\n0", "# rien", "4 1 0", "=1=2")
    vote = sample(Method.BORDA)
    options = tuple(replace(o, label=name) for o, name in zip(vote.options, names, strict=True))
    ((_, made),) = elections(session(replace(vote, options=options)), fr).items()
    ballots, found, _ = election(made)
    assert sum(ballots.values()) == vote.outcome.ballots
    assert found == ["Un ''four''", "a b 0", "# rien", "4 1 0", "=1=2"]


def test_withheld_ballots_give_no_file() -> None:
    few = sample(Method.BORDA, cast=[(9, [["1"], ["2"]])])
    assert elections(session(few), fr) == {}
    signed = sample(Method.BORDA, cast=[(9, [["1"], ["2"]])], secret=False)
    assert len(elections(session(signed), fr)) == 1
    gone = without_raw(session(sample(Method.BORDA)))
    assert elections(gone, fr) == {}
    assert DocumentKind.BLT not in filled(gone)
    assert elections(session(sample(Method.DOTS)), fr) == {}


async def test_several_votes_are_several_files_named_by_their_step(press: Press) -> None:
    one, two = sample(Method.IRV), sample(Method.BORDA)
    told = record((one.plan, two.plan), votes={"vote": one, "vote 2": two}, title="Noël, c'est =1")
    made = await documents(told, [DocumentKind.BLT], fr, press)
    day = told.day.isoformat()
    assert [document.name for document in made] == [
        f"bulletins-etape-1-noel-c-est-1-{day}.blt",
        f"bulletins-etape-2-noel-c-est-1-{day}.blt",
    ]


async def test_a_session_has_the_documents_that_it_fills(press: Press) -> None:
    empty = record((builders.collect(),))
    assert filled(empty) == (DocumentKind.PDF, DocumentKind.MARKDOWN, DocumentKind.JSON)
    assert len(await documents(empty, DocumentKind, fr, press)) == 3
    whole = full(postits=postits(["Une charte"]), signing=Signing.MASKED)
    made = await documents(whole, DocumentKind, en, press)
    assert tuple(document.kind for document in made) == filled(whole)
    names = [document.name for document in made]
    assert len(set(names)) == len(names) and all(name.isascii() for name in names)
    assert isinstance(whole.steps[-1].plan, Actions)
