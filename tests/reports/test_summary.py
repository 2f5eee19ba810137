"""The short summary: what a coordinator forwards, within what a message can hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports import phrases
from bot.reports.summary import TOTAL_LIMIT, filename, summary
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.language import Language
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Signing
from bot.workshop.text import one_line
from bot.workshop.wall.reaction import Echo, Reaction
from tests import builders
from tests.exported import as_json
from tests.reports.builders import (
    BACKCASTING,
    BRAINSTORM,
    WEATHER,
    action,
    counted,
    decided,
    on_wall,
    postits,
    record,
    without_raw,
)
from tests.workshop.hostile import hostile_texts

FR = catalogue(Language.FRENCH)
EN = catalogue(Language.ENGLISH)

WALL = postits(["Une charte", "Un potager", "Une fête"])
BALLOTS = ({1: 3, 2: 2}, {1: 2, 3: 3}, {2: 3})
FULL = record(
    told=builders.scenario(),
    postits=WALL,
    votes={"vote": counted(WALL, BALLOTS, cap=3)},
    milestones=[
        builders.milestone(2024, "Services", "Le camion est parti."),
        replace(builders.milestone(2030), who="Le bureau"),
    ],
    actions=[action(first_step="Appeler Lou")],
)


def test_it_reads_in_french() -> None:
    said = summary(FULL, FR)
    assert said.title == "Réunion des Tilleuls"
    chosen, roadmap, actions, people, notices = said.parts
    assert chosen == (
        "### Votes et décisions\n"
        "**Égalité en tête entre 2 options, avec 5 gommettes chacune\u00a0: "
        "«\u00a0Une charte\u00a0», «\u00a0Un potager\u00a0».** "
        "Rien n'était prévu pour départager\u00a0: l'égalité reste à trancher. "
        "Vote par gommettes, à bulletin secret. 3 personnes ont voté.\n"
        "- **1. ex æquo** Une charte — 5 gommettes\n"
        "- **1. ex æquo** Un potager — 5 gommettes\n"
        "- **3.** Une fête — 3 gommettes"
    )
    assert roadmap == (
        "### La feuille de route\n"
        "- **2030** Gouvernance\u00a0: Fait. — Le bureau\n"
        "- **2024** Services\u00a0: Le camion est parti."
    )
    assert actions == (
        "### Qui fait quoi\n"
        "- Écrire la charte — **Nour**, d'ici au 1er avril 2030 · *premier pas\u00a0:* Appeler Lou"
    )
    assert people == (
        "**4 mars 2030** · 1 h 32 · 24 personnes ont contribué · 3 post-its\n"
        "Tout le détail est dans le compte rendu joint."
    )
    fiction, kept = notices.split("\n")
    assert fiction.startswith("-# Le récit de 2032 est une fiction.")
    assert kept.endswith(
        "seront effacés de la base du bot le 2 juin 2030 au plus tard\u00a0; ce qui est publié"
        " dans Discord ou téléchargé reste où il est."
    )


def test_it_reads_in_english() -> None:
    parts = summary(FULL, EN).parts
    assert "- **1. tied** Une charte — 5 dots" in parts[0]
    assert "- **2030** Gouvernance: Fait. — Le bureau" in parts[1]
    assert "**Nour**, by 1 April 2030" in parts[2]
    assert "24 people contributed · 3 post-its" in parts[3]


def test_where_the_roadmap_is_seen_its_milestones_are_counted_and_not_told_again() -> None:
    said = summary(FULL, FR, pictured=True)
    assert said.parts[1] == "### La feuille de route\n2 jalons, de 2024 à 2030."
    assert said.above == 2, "its picture stands between the decisions and the actions"
    one = replace(FULL, milestones=FULL.milestones[:1])
    assert summary(one, EN, pictured=True).parts[1].endswith("\n1 milestone, in 2024.")


@pytest.mark.parametrize(("signing", "least"), [(Signing.SIGNED, 2), (Signing.MASKED, 3)])
def test_a_post_it_that_people_ask_about_stays_open(signing: Signing, least: int) -> None:
    for people, told in ((least - 1, False), (least, True)):
        asked = replace(
            FULL,
            session=replace(FULL.session, signing=signing),
            echoes={FULL.postits[0].id: Echo({Reaction.ASK: people})},
        )
        left = [part for part in summary(asked, FR).parts if FR("report.part.open") in part]
        assert bool(left) is told
        if told:
            number = FULL.postits[0].number
            assert f"Post-it {number}, «\u00a0Une charte\u00a0»\u00a0: {people} pers" in left[0]


def test_without_a_scenario_nothing_is_said_of_fiction() -> None:
    people, kept = summary(record(WEATHER, postits=WALL, participants=1), FR).parts
    assert "1 personne a contribué" in people
    assert "iction" not in kept


@pytest.mark.parametrize("t", [FR, EN])
def test_an_empty_session_has_a_summary(t: Catalogue) -> None:
    for plans in (BACKCASTING, BRAINSTORM, WEATHER):
        told = builders.scenario() if plans is BACKCASTING else None
        said = summary(record(plans, told=told, participants=0), t)
        voted = any(isinstance(plan, Vote) for plan in plans)
        assert (t("report.vote.none") in said.parts[0]) is voted, "on nothing"
        assert len(said.parts) == 2 + voted
        assert t("report.nobody") in said.parts[-2]


def test_under_three_ballots_nothing_is_detailed() -> None:
    few = record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, [{1: 5}])})
    chosen = summary(few, FR).parts[0]
    assert FR("result.too_few") in chosen
    assert "Une charte" not in chosen


def test_long_lists_say_how_many_are_left_out() -> None:
    many = replace(
        FULL,
        actions=tuple(action(f"Action {n} {'x' * 100}") for n in range(40)),
        milestones=tuple(
            Milestone(n, 1, 2023 + n % 9, "Services", f"Jalon {n} {'y' * 90}") for n in range(60)
        ),
    )
    parts = summary(many, FR).parts
    for part, total in ((parts[1], 60), (parts[2], 40)):
        cut = re.search(r"\n- … et (\d+) autres, voir le compte rendu complet$", part)
        assert cut is not None
        assert part.count("\n- ") - 1 + int(cut[1]) == total
        assert part.count("\n- ") > 5


def test_after_deletion_it_still_says_what_was_decided() -> None:
    parts = summary(without_raw(FULL), FR).parts
    assert "Une charte" in parts[0]
    assert "post-its" not in parts[3].partition("\n")[0]
    assert "ont été effacés de la base du bot le 2 juin 2030" in parts[4]


@pytest.mark.parametrize("signing", list(Signing))
def test_no_identifier_is_written(signing: Signing) -> None:
    said = summary(replace(FULL, session=replace(FULL.session, signing=signing)), FR)
    text = said.title + "".join(said.parts)
    assert re.search(r"\d{6}", text) is None
    assert "Alix" not in text


@given(
    texts=st.lists(hostile_texts.filter(one_line), min_size=3, max_size=6),
    stretch=st.integers(1, 40),
    many=st.integers(0, 60),
    votes=st.integers(1, 12),
    cast=st.integers(0, 5),
    french=st.booleans(),
)
def test_it_never_exceeds_what_a_message_holds(
    texts: list[str], stretch: int, many: int, votes: int, cast: int, french: bool
) -> None:
    words = [text * stretch for text in texts]
    wall = postits(words)
    plans = (*BACKCASTING[:3], *[builders.vote() for _ in range(votes)], *BACKCASTING[4:])
    counted_vote = counted(wall, [{1: 2, 2: 2, 3: 1}] * cast)
    names = ["vote", *(f"vote {n}" for n in range(2, votes + 1))]
    dimension = one_line(words[0])[:60]
    full = record(
        plans,
        title=words[0],
        told=builders.scenario(),
        postits=wall,
        votes=dict.fromkeys(names, counted_vote),
        milestones=[
            Milestone(n, 1, 2022 + n % 11, dimension, words[0], words[1], words[1], words[2])
            for n in range(many)
        ],
        actions=[action(words[1], words[2], first_step=words[0]) for _ in range(many)],
    )
    said = summary(full, FR if french else EN)
    assert all(part for part in said.parts)
    assert sum(map(len, said.parts)) <= TOTAL_LIMIT
    assert len(said.title) <= 100
    assert "\n" not in said.title
    assert "@everyone" not in "".join(said.parts)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("L'Adere en 2032 : on y est !", "l-adere-en-2032-on-y-est-2030-03-04.md"),
        ("Cœur d’îlot — été", "coeur-d-ilot-ete-2030-03-04.md"),
        ("../../etc/passwd", "etc-passwd-2030-03-04.md"),
        ("اجتماع القرية غدا", "gommette-2030-03-04.md"),
        ("", "gommette-2030-03-04.md"),
    ],
)
def test_file_names_are_plain(title: str, expected: str) -> None:
    assert filename(record(WEATHER, title=title), "md") == expected


@given(hostile_texts)
def test_any_title_gives_a_safe_file_name(title: str) -> None:
    name = filename(record(WEATHER, title=title * 9), "json")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.json", name)
    assert len(name) <= 80


def test_what_each_vote_decided_stays_when_there_is_room_for_little_else() -> None:
    wall = postits([f"Idée {n} " + "très longue " * 20 for n in range(1, 11)])
    ballots = [dict.fromkeys(range(1, 6), 1), dict.fromkeys(range(1, 4), 1), {1: 2}]
    votes = [builders.vote(budget=5) for _ in range(3)]
    plans: tuple[Kinds, ...] = (builders.collect(), *votes, builders.roadmap())
    told = record(
        plans,
        told=builders.scenario(),
        postits=wall,
        votes={name: counted(wall, ballots) for name in ("vote", "vote 2", "vote 3")},
        milestones=[builders.milestone(2023 + n % 9, statement="long " * 30) for n in range(30)],
    )
    said = summary(told, FR)
    chosen = said.parts[0]
    assert chosen.count("Vote par gommettes") == 3
    assert chosen.count("- **1.**") == 3, "and what came first in each"
    assert "autre" in chosen
    assert sum(map(len, said.parts)) <= TOTAL_LIMIT


def test_a_vote_of_nobody_comes_after_what_gave_something() -> None:
    wall = postits(["Un four"])
    plans: tuple[Kinds, ...] = (builders.collect(), *(builders.vote() for _ in range(3)))
    votes = {"vote": counted(wall, []), "vote 3": counted(wall, [{1: 1}] * 3)}
    chosen = summary(record(plans, postits=wall, votes=votes), FR).parts[0]
    assert (
        chosen.index("Un four")
        < chosen.index(FR("result.nobody_voted"))
        < chosen.index(FR("report.vote.none"))
    )


@pytest.mark.parametrize(
    ("ballots", "french", "english"),
    [
        (
            [{1: 1}] * 3,
            "Les post-its, les bulletins et les identifiants des personnes",
            "Post-its, ballots and people's identifiers",
        ),
        # Too few to be told, they were erased at the count.
        (
            [{1: 1}] * 2,
            "Les post-its et les identifiants des personnes",
            "Post-its and people's identifiers",
        ),
        ([], "Les post-its et les identifiants des personnes", "Post-its and people's identifiers"),
    ],
)
def test_only_what_people_left_is_said_to_be_deleted(
    ballots: list[dict[int, int]], french: str, english: str
) -> None:
    wall = postits(["un four"])
    held = record(BRAINSTORM, postits=wall, votes={"vote": counted(wall, ballots)})
    for t, what in ((FR, french), (EN, english)):
        (notice,) = (p for p in summary(held, t).parts if what in p)
        assert t("report.kept.until", what=what, day=t.day(date(2030, 6, 2))) in notice


def test_a_result_is_told_with_its_question_unless_the_session_is_named_so() -> None:
    wall = postits(["un four"])
    vote = decided(
        builders.vote(question={"fr": "Que laisse-t-on ?", "en": "What do we leave?"}),
        [{"1": 1}] * 3,
        options=on_wall(wall),
    )
    asked = "*Que laisse-t-on ?* —"
    for title, told in (("Réunion", True), ("Que laisse-t-on ?", False)):
        said = summary(record(BRAINSTORM, title=title, postits=wall, votes={"vote": vote}), FR)
        assert (asked in "\n".join(said.parts)) is told


@pytest.mark.parametrize("quick", [False, True])
def test_a_clock_set_back_during_a_session_makes_no_end_before_its_start(quick: bool) -> None:
    began = FULL.session.started_at
    assert began is not None
    one = replace(FULL.session, ended_at=began - timedelta(days=2), quick=quick)
    back = replace(FULL, session=one, promised=60)
    spent = sum(step.spent_seconds for step in back.steps)
    assert phrases.days(back, FR) == FR.day(began.date())
    assert phrases.duration(back, FR) == phrases.length(spent, FR)
    assert phrases.duration(back, FR) in "\n".join(summary(back, FR).parts)
    told = json.loads(as_json(back))["session"]
    assert told["ended_at"] > told["started_at"]
