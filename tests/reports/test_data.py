"""The JSON: complete enough to count again, silent about people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.record import SessionRecord
from bot.workshop.sessions.session import Signing
from bot.workshop.wall.reaction import Comment, Echo, Reaction
from tests import builders
from tests.exported import as_json
from tests.reports.builders import (
    BRAINSTORM,
    WEATHER,
    action,
    counted,
    postits,
    record,
    without_raw,
)
from tests.tally.voting import answer
from tests.workshop.hostile import hostile_texts

WALL = postits(["Une charte", "Un potager", "Une fête", "Un journal"])
BALLOTS = ({2: 3}, {1: 3, 2: 2}, {3: 3, 1: 2})


def full(signing: Signing = Signing.SIGNED) -> SessionRecord:
    wall = [replace(WALL[0], dimension="Services", year=2027), *WALL[1:]]
    hidden = replace(WALL[3], id=99, number=None, text="Resté caché")
    return record(
        told=builders.scenario(),
        signing=signing,
        postits=[*wall, hidden],
        votes={"vote": counted(wall, BALLOTS, cap=3)},
        notes=["Une note"],
        milestones=[
            builders.milestone(2024, number=1),
            replace(
                builders.milestone(2030, number=2, after=[1]),
                postit_id=WALL[1].id,
                who="Le bureau\nla mairie",
                enablers="un prêt",
                obstacles="la pluie",
            ),
        ],
        actions=[action(), replace(action("Emprunter"), milestone_id=2)],
    )


def document(of: SessionRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(of))
    return found


def test_it_says_its_format_and_the_session() -> None:
    found = document(full())
    assert found["format"] == "gommette/session/2"
    session = found["session"]
    assert session["title"] == "Réunion des Tilleuls"
    assert session["language"] == "fr"
    assert session["signing"] == "signed"
    assert session["scenario"]["organisation"] == "Les Tilleuls"
    assert (session["scenario"]["origin"], session["scenario"]["horizon"]) == (2022, 2032)
    assert session["started_at"] == "2030-03-04T09:00:00+00:00"
    assert session["raw_data_kept_until"].startswith("2030-06-02T")
    assert session["raw_data_deleted_at"] is None
    assert found["fiction"]["fiction"] is True
    assert [a["year"] for a in found["fiction"]["anchors"]] == [2026, 2030]
    assert found["participants"] == 24


def test_steps_postits_milestones_actions_and_notes() -> None:
    found = document(full())
    step = found["steps"][3]
    assert step.pop("plan")["method"] == "dots"
    assert step.pop("outcome")["turnout"] == 3
    assert step == {
        "step": 4,
        "kind": "vote",
        "title": "Vote",
        "planned_minutes": 5,
        "timebox_minutes": 5,
        "spent_seconds": 375,
        "state": "closed",
    }
    assert found["postits"][0] == {
        "number": 1,
        "text": "Une charte",
        "column": None,
        "dimension": "Services",
        "year": 2027,
        "kind": None,
        "files": [],
        "step": 2,
        "author": "Alix",
        "after_time": False,
        "theme": None,
        "dots": 5,
        "reactions": {"👍": 0, "❤️": 0, "❓": 0},
        "comments": [],
    }
    assert found["postits"][3]["dots"] == 0
    assert (found["postits"][4]["number"], found["postits"][4]["dots"]) == (None, None)
    assert [(m["year"], m["postit"]) for m in found["milestones"]] == [(2030, 2), (2024, None)]
    assert found["milestones"][0] == {
        "number": 2,
        "year": 2030,
        "dimension": "Gouvernance",
        "statement": "Fait.",
        "who": "Le bureau\nla mairie",
        "enablers": "un prêt",
        "obstacles": "la pluie",
        "after": [1],
        "postit": 2,
        "theme": None,
        "postits_of_theme": [],
    }
    assert found["overloaded_years"] == []
    assert found["actions"][0] == {
        "what": "Écrire la charte",
        "owner": "Nour",
        "due": "2030-04-01",
        "first_step": "Appeler Alix",
        "milestone": None,
        "theme": None,
        "state": "open",
        "state_since": None,
    }
    assert [a["milestone"] for a in found["actions"]] == [None, 2]
    assert found["notes"] == [{"step": 6, "text": "Une note"}]
    assert {"dimension": "Services", "first": 2023, "last": 2031} in found["gaps"]


def test_a_post_it_has_its_reactions_and_comments() -> None:
    told = full()
    comment = Comment(1, told.postits[1].id, "5", "Bachir", "Oui")
    told = replace(told, echoes={told.postits[1].id: Echo({Reaction.LOVE: 2}, (comment,))})
    first, second = document(told)["postits"][:2]
    assert first["reactions"] == {"👍": 0, "❤️": 0, "❓": 0}
    assert first["comments"] == []
    assert second["reactions"] == {"👍": 0, "❤️": 2, "❓": 0}
    assert second["comments"] == [{"text": "Oui", "author": "Bachir"}]
    masked = replace(told, session=replace(told.session, signing=Signing.MASKED))
    assert document(masked)["postits"][1]["comments"] == [{"text": "Oui", "author": None}]


def recount(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What ``python -m bot tally`` answers to the file."""
    answers: list[dict[str, Any]] = answer(found)["votes"]
    return answers


def test_a_vote_can_be_counted_again() -> None:
    found = document(full())
    (vote,) = found["votes"]
    assert vote["step"] == 4
    assert vote["method"] == "dots"
    assert vote["options"] == ["1", "2", "3", "4"]
    assert vote["labels"]["2"] == "Un potager"
    assert vote["settings"] == {"budget": 5, "cap": 3}
    assert vote["result"]["ranking"] == [["1", "2"], ["3"], ["4"]]
    assert vote["result"]["tie"] is True
    assert (vote["ballots"], vote["ballots_withheld"]) == (None, "few")
    assert vote["totals"]["dots"] == vote["result"]["totals"]
    (again,) = recount(found)
    assert again["as_stated"] is True
    assert again["details"]["totals"] == vote["result"]["totals"]


dot_ballots = st.lists(
    st.dictionaries(st.integers(1, 4), st.integers(1, 5), min_size=1), min_size=3, max_size=30
)


@given(dot_ballots, st.randoms())
def test_any_vote_can_be_counted_again_and_its_order_says_nothing(
    ballots: list[dict[int, int]], rng: Any
) -> None:
    def file(cast: list[dict[int, int]]) -> str:
        vote = counted(WALL, cast, budget=20)
        return as_json(record(BRAINSTORM, postits=WALL, votes={"vote": vote}))

    (again,) = recount(json.loads(file(ballots)))
    assert again["as_stated"] is True
    mixed = [dict(rng.sample(sorted(b.items()), len(b))) for b in ballots]
    rng.shuffle(mixed)
    assert file(mixed) == file(ballots)


@pytest.mark.parametrize("ballots", [[], [{1: 5}], [{1: 5}, {2: 5}]])
def test_under_three_ballots_nothing_is_detailed(ballots: list[dict[int, int]]) -> None:
    few = record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, ballots)})
    (vote,) = document(few)["votes"]
    assert vote["turnout"] == len(ballots)
    assert (vote["ballots"], vote["result"], vote["ballots_withheld"]) == (None, None, "too_few")
    assert all(p["dots"] is None for p in document(few)["postits"])


def test_after_deletion_the_result_stays_without_ballots() -> None:
    found = document(without_raw(full()))
    (vote,) = found["votes"]
    assert vote["ballots"] is None
    assert vote["ballots_withheld"] == "deleted"
    assert vote["result"]["totals"] == {"1": 5, "2": 5, "3": 3, "4": 0}
    assert found["postits"] == found["notes"] == []
    assert found["session"]["raw_data_deleted_at"] is not None
    assert [m["postit"] for m in found["milestones"]] == [None, None]


@pytest.mark.parametrize("signing", list(Signing))
def test_no_identifier_and_no_masked_author(signing: Signing) -> None:
    text = as_json(full(signing))
    people = (builders.NOUR, builders.ALIX)
    for number in (builders.SERVER, builders.CHANNEL, *(p.user_id for p in people), 4321, 1001):
        assert str(number) not in text
    authors = {p["author"] for p in json.loads(text)["postits"]}
    assert authors == ({"Alix"} if signing is Signing.SIGNED else {None})


def test_without_a_scenario() -> None:
    found = document(record(WEATHER, ended=False))
    assert found["fiction"] is found["session"]["scenario"] is None
    assert found["gaps"] == found["votes"] == []
    assert found["session"]["ended_at"] is found["session"]["raw_data_kept_until"] is None


@given(hostile_texts)
def test_texts_are_kept_as_they_are(text: str) -> None:
    found = document(record(WEATHER, title=text, postits=postits([text])))
    assert found["session"]["title"] == found["postits"][0]["text"] == text
