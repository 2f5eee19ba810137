"""The benchmark runs and counts; how long things take is for `make bench` to say."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console

from bot.store import Database
from bot.tally import recount
from bot.tally.reading import At
from tests.bench.clock.deadlines import deadlines
from tests.bench.closing import record
from tests.bench.counting import METHODS, alone, beside, drawn
from tests.bench.groups import there_and_back
from tests.bench.growth import lived, multiply
from tests.bench.likeness.report import likeness
from tests.bench.loads import MINUTES, Size
from tests.bench.parts import sorts_over_sockets
from tests.bench.report import as_json, show, show_shares
from tests.bench.reports import reports
from tests.bench.run import run
from tests.bench.shares import shares
from tests.bench.sockets import VOTING, WRITING, bare, gommette, vote, write
from tests.bench.sorting import room_sorts


async def test_the_benchmark_measures_both_bots_and_counts_requests() -> None:
    size = Size(people=6, typed=90, forms=3, notes=12, renders=2)
    result = await run(size, rounds=1)
    found = json.loads(as_json(result))
    assert (found["people"], found["typed"], found["forms"]) == (6, 90, 3)
    assert [figure["name"] for figure in found["figures"]] == [
        "typed post-its",
        "from message to committed row, p50",
        "from message to committed row, p99",
        "forms",
        "ballots cast",
        "from choice to receipt, p50",
        "from choice to receipt, p99",
        "overview, roadmap and certificate of 12 post-its",
        "the whole wall of 12 post-its, 3 pictures",
        "longest stall of the loop while it is drawn",
        "memory after 2 more overviews, and before",
    ]
    for figure in found["figures"]:
        assert set(figure) == {"name", "unit", "gommette", "floor", "ratio"}
        assert figure["gommette"] > 0
        assert figure["floor"] > 0
    requests = found["requests"]
    # A card that is covered comes back: a message sent and another deleted, at a calm pace.
    assert set(requests) <= {"card edits", "reactions", "messages", "others"}
    # One redraw at once, then one every 4 s at most; a reaction every 0.25 s at most.
    seconds = MINUTES * 60
    assert 1 <= requests["card edits"] <= 1 + (seconds + 12) / 4
    assert requests.get("messages", 0) <= 1 + seconds / 180
    assert 1 <= requests["reactions"] <= min(size.typed, seconds / 0.25)
    show(result, Console(quiet=True))


async def test_people_go_to_rooms_and_back_within_what_discord_takes() -> None:
    figures = await there_and_back(rounds=1, people=14, groups=3)
    assert [figure for figure in figures if not figure.holds] == []
    counted = {figure.name.rpartition(": ")[2]: figure.gommette for figure in figures[3:]}
    assert counted == {
        "rooms made, and needed": 3,
        "people moved, and needed": 28,
        "statuses, and needed": 3,
        "rooms deleted, and needed": 3,
        "messages, and needed": 4,
    }


async def test_counting_is_measured_beside_votelib_and_in_a_process_of_its_own() -> None:
    told = [figure.name for figure in beside(1, 80, 8)]
    assert told == [
        f"{method}, 80 ballots × 8, and votelib{more}"
        for method in ("irv", "score")
        for more in ("", ", its own form ready")
    ]
    spent, held = await alone("some", "schulze", 30, 5, seconds=10)
    assert (spent.name, held.name) == ("some: counted", "some: memory")
    assert spent.gommette > 0


def test_a_vote_of_each_method_can_be_drawn_and_counted() -> None:
    for name in METHODS:
        assert recount.vote(At(drawn(name, 5, 4)))["details"]


async def test_a_session_becomes_many_with_their_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    await lived(path, 40)
    multiply(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        sizes = connection.execute(
            "SELECT count(*) FROM postits JOIN steps ON steps.id = step_id"
            " AND steps.session_id = postits.session_id GROUP BY postits.session_id"
        ).fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sizes == [(40,)] * 5
    await (await Database.open(path)).close()


async def test_every_act_is_shared_out_between_named_parts() -> None:
    found = await shares(Size(people=3, typed=9, forms=3))
    assert {share.act for share in found} == {"typed post-its", "forms", "ballots cast"}
    assert {"store", "use cases", "interface", "discord.py"} <= {share.part for share in found}
    show_shares(found, Console(quiet=True))


async def test_a_crowd_votes_and_writes_on_both_bots() -> None:
    for halls, act in (((bare(*VOTING), gommette(30)), vote), ((bare(*WRITING),), write)):
        for opened in halls:
            async with opened as hall:
                crowd = await act(hall, 3, 0.1)
            assert (crowd.done, crowd.unanswered) == (3, 0)
            assert crowd.spent >= 0


async def test_a_crowd_that_sorts_loses_nothing_and_its_requests_are_counted() -> None:
    figures = await sorts_over_sockets(1, people=4, postits=20, seconds=0.1)
    told = {figure.name.split(": ")[1]: figure for figure in figures}
    assert told["answers lost, or counted twice"].gommette == 0
    assert told["presses unanswered"].gommette == 0
    asked = told["answers to Discord, and presses answered"]
    assert asked.gommette == asked.floor > 8, "one request a press"
    assert told["edits of the card, and one every 5 s"].holds


async def test_each_of_many_ends_is_kept_and_its_lateness_told() -> None:
    worst, usual, held, each = await deadlines(1, sessions=5, within=0.1)
    assert worst.gommette >= usual.gommette > 0, "never before it is due"
    assert worst.floor >= usual.floor
    assert held.gommette > 0
    assert each.unit == "KB"


async def test_recordings_are_kept_through_the_use_cases(tmp_path: Path) -> None:
    assert await record(tmp_path / "gommette.db", 8) == 8


async def test_a_room_that_sorts_is_measured_beside_a_bare_database() -> None:
    figures = await room_sorts(rounds=1, people=6, postits=20)
    assert [figure.unit for figure in figures] == ["ms", "ms", "ms", "%"]
    *_, filed = figures
    assert filed.gommette >= 90


async def test_likeness_is_measured_on_each_labelled_set() -> None:
    found = await likeness(1, Console(quiet=True), people=5, size=40)
    sets = found["sets"]
    assert isinstance(sets, dict)
    assert list(sets) == [
        "rehearsal, fr", "rehearsal, en", "neighbourhood, fr", "neighbourhood, en",
    ]  # fmt: skip
    assert all({"by chance", "token sort ratio", "words"} <= set(told) for told in sets.values())


async def test_reports_are_made_beside_an_empty_one() -> None:
    spent, worked, *memory = await reports(1, postits=12, renders=2)
    assert spent.name == "the PDF report of 12 post-its, with drawings"
    assert worked.name == f"{spent.name}: processor"
    assert spent.gommette > 0
    assert spent.floor > 0
    assert [figure.limited for figure in memory] == ["ratio"] * len(memory)
