"""The full report: what is said, in which order, and what is never said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from bot.i18n import Catalogue, catalogue
from bot.reports.kinds import SECTIONS, Part
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.workshop.kinds import STEP_KINDS, Kinds
from bot.workshop.language import Language
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Signing, StepState
from bot.workshop.text import one_line
from bot.workshop.vote.options import Option
from bot.workshop.wall.reaction import Comment, Echo, Reaction
from tests import builders
from tests.markdown import MARKDOWN, shapes
from tests.reports.builders import (
    BACKCASTING,
    BRAINSTORM,
    WEATHER,
    action,
    counted,
    postits,
    record,
    without_raw,
)
from tests.workshop.hostile import TRICKS, hostile_texts

FR = catalogue(Language.FRENCH)
EN = catalogue(Language.ENGLISH)

WALL = postits(["Une charte", "Un potager", "Une fête", "Un journal"])
BALLOTS = ({1: 3, 2: 2}, {1: 2, 3: 3}, {2: 3})


def backcasting(signing: Signing = Signing.SIGNED) -> SessionRecord:
    """A whole workshop: 1 has 5 dots, 2 has 5, 3 has 3, 4 has none."""
    return record(
        told=builders.scenario(dimensions=("Gouvernance", "Services", "Liens")),
        signing=signing,
        postits=WALL,
        votes={"vote": counted(WALL, BALLOTS, cap=3)},
        notes=["Deux lignes\nqui se suivent"],
        milestones=[
            replace(
                builders.milestone(
                    2030, "Gouvernance", "Le conseil s'est ouvert.", number=2, after=[1]
                ),
                who="Le bureau",
                obstacles="Le temps",
            ),
            builders.milestone(2024, "Services", "Le camion est parti.", number=1),
        ],
        actions=[action()],
    )


def section(text: str, part: Part) -> str:
    """The body of one part of a French report, empty when it is left out."""
    _, found, rest = text.partition(f"\n## {FR(f'report.part.{part}')}\n")
    return rest.partition("\n## ")[0].strip() if found else ""


# Nothing was sorted, consented to, marked, put off or followed, nobody was named for a role, spoke
# in turn, stood on a line or was in a small group, no subject was taken by itself: these have tests
# of their own.
_APART = (
    Part.FOLLOWED,
    Part.OPEN,
    Part.THEMES,
    Part.GROUPS,
    Part.CONSENT,
    Part.ELECTION,
    Part.TURNS,
    Part.POSITION,
    Part.RATE,
    Part.LATER,
    Part.SUBJECTS,
)


def test_parts_come_in_the_order_of_reading() -> None:
    text = markdown(backcasting(), FR)
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [FR(f"report.part.{part}") for part in Part if part not in _APART]
    assert text.startswith(
        "# Réunion des Tilleuls\n\n"
        "4 mars 2030 · Recipe · Les Tilleuls en 2032 · 1 h 32 · 24 personnes ont contribué\n"
    )


def test_an_organisation_that_the_title_does_not_name_is_named() -> None:
    told = builders.scenario().model_copy(update={"title": "Dix ans après"})
    assert " · Dix ans après · Les Tilleuls · " in markdown(record(told=told), FR)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("plans", [BACKCASTING, BRAINSTORM, WEATHER])
@pytest.mark.parametrize("state", list(StepState))
def test_an_empty_session_is_a_short_honest_report(
    plans: tuple[Kinds, ...], state: StepState, t: Catalogue
) -> None:
    told = builders.scenario() if plans is BACKCASTING else None
    empty = record(plans, told=told, state=state, participants=0)
    text = markdown(empty, t)
    assert "\n\n\n" not in text
    assert "None" not in text
    ran = state in (StepState.OPEN, StepState.CLOSED)
    assert (FR("report.postits.none") in text) == (ran and t is FR)
    if plans is WEATHER:
        assert "iction" not in text


@pytest.mark.parametrize("in_room", [0, 5])
def test_who_is_counted_is_said_with_the_room_where_some_were_there(in_room: int) -> None:
    text = markdown(replace(record(WEATHER, participants=8), in_room=in_room), FR)
    told, others = FR("report.running.counted_room"), FR("report.running.counted")
    assert (told in text, others in text) == (bool(in_room), not in_room)


def test_what_was_chosen_says_method_turnout_and_tie() -> None:
    chosen = section(markdown(backcasting(), FR), Part.DECIDED)
    assert chosen.startswith(
        "**Égalité en tête entre 2 options, avec 5 gommettes chacune\u00a0:"
        " «\u00a0Une charte\u00a0», «\u00a0Un potager\u00a0».** " + FR("result.second.none")
    )
    assert "Vote par gommettes, à bulletin secret. 3 personnes ont voté." in chosen
    assert chosen.count("**1. ex æquo**") == 2
    assert "**3.** Une fête — 3 gommettes" in chosen
    assert "Un journal" not in chosen  # without a dot


def test_the_first_page_goes_on_until_a_tie_completes() -> None:
    wall = postits([f"Idée {n}" for n in range(1, 9)])
    ballots = [{1: 3, 2: 2}, {1: 2, 3: 1, 4: 1, 5: 1}, {6: 1, 7: 1, 8: 1}]
    chosen = section(
        markdown(record(BRAINSTORM, postits=wall, votes={"vote": counted(wall, ballots)}), FR),
        Part.DECIDED,
    )
    assert chosen.count("\n- ") == 8
    assert chosen.count("**3. ex æquo**") == 6
    assert "galité" not in chosen  # no tie at the top


@pytest.mark.parametrize("ahead", [False, True])
def test_a_tie_that_would_fill_the_page_is_told(ahead: bool) -> None:
    wall = postits([f"Idée {n}" for n in range(1, 61)])
    ballots = [{n: 1} for n in range(1, 61)] + ([{60: 4}] if ahead else [])
    chosen = section(
        markdown(record(BRAINSTORM, postits=wall, votes={"vote": counted(wall, ballots)}), FR),
        Part.DECIDED,
    )
    crowd = FR("report.vote.crowd_next", n=59, figure=FR.n("report.dots", 1))
    told = crowd if ahead else FR.n("result.and_others", 55)
    assert told in chosen
    if ahead:
        assert chosen.rindex("- **") < chosen.index(crowd), "below those that came before"
    assert chosen.count("- **") == int(ahead)


@pytest.mark.parametrize("ballots", [[], [{1: 5}], [{1: 5}, {2: 5}]])
def test_under_three_ballots_a_result_is_not_detailed(ballots: list[dict[int, int]]) -> None:
    few = record(BRAINSTORM, postits=WALL, votes={"vote": counted(WALL, ballots)})
    text = markdown(few, FR)
    chosen = section(text, Part.DECIDED)
    assert (FR("result.too_few") in chosen) == bool(ballots)
    assert (FR("result.nobody_voted") in chosen) == (not ballots)
    assert section(text, Part.TALLIES) == ""
    assert "Une charte" not in chosen
    assert "gommette" not in section(text, Part.POSTITS)
    assert FR("report.vote.nature") in section(text, Part.ABOUT)


def test_two_votes_stand_under_their_titles() -> None:
    plans = (builders.collect(), builders.vote(), builders.vote(budget=3, cap=3))
    vote = counted(WALL, BALLOTS, cap=3)
    text = markdown(record(plans, postits=WALL, votes={"vote": vote, "vote 2": vote}), FR)
    assert section(text, Part.DECIDED).count("### Vote") == 2
    assert section(text, Part.TALLIES).count("### Vote") == 2
    assert text.count(FR("report.vote.nature")) == 1


def test_decisions_of_different_kinds_stand_under_their_titles() -> None:
    plans = (builders.collect(), builders.vote(), builders.consent())
    vote = {"vote": counted(WALL, BALLOTS, cap=3)}
    decided = section(markdown(record(plans, postits=WALL, votes=vote), FR), Part.DECIDED)
    assert sum(line.startswith("### ") for line in decided.splitlines()) == 2
    alone = section(markdown(record(plans[:2], postits=WALL, votes=vote), FR), Part.DECIDED)
    assert "### " not in alone


def test_the_full_count_has_every_option_and_the_dots_left() -> None:
    count = section(markdown(backcasting(), FR), Part.TALLIES)
    assert "| 1. ex æquo | 1 | Une charte | 5 |" in count
    assert "| 3. | 3 | Une fête | 3 |" in count
    assert "| — | 4 | Un journal | 0 |" in count
    assert "2 gommettes n'ont pas été posées." in count


def test_the_roadmap_goes_back_with_fiction_apart_and_gaps_named() -> None:
    roadmap = section(markdown(backcasting(), FR), Part.ROADMAP)
    years = [line[4:] for line in roadmap.splitlines() if line.startswith("### 2")]
    assert years == ["2030", "2026", "2024"]
    assert "> *Fiction, tirée du récit\u00a0: En 2026*" in roadmap
    assert "- **2 · Gouvernance\u00a0:** Le conseil s'est ouvert." in roadmap
    assert "  - Qui\u00a0: Le bureau\n  - Malgré\u00a0: Le temps" in roadmap
    assert "  - Avant cela\u00a0: 1 · Le camion est parti (2024)" in roadmap
    assert "- Gouvernance\u00a0: rien de 2023 à 2029." in roadmap
    assert "- Services\u00a0: rien de 2025 à 2031." in roadmap
    assert "- Liens\u00a0: aucun jalon." in roadmap


def test_gaps_of_one_dimension_are_one_sentence() -> None:
    told = builders.scenario(dimensions=("Liens",))
    placed = [builders.milestone(2027, "Liens")]
    text = markdown(record(told=told, milestones=placed), EN)
    assert "- Liens: nothing from 2023 to 2026, then from 2028 to 2031.\n" in text


def test_a_year_alone_is_named() -> None:
    told = builders.scenario(origin=2022, horizon=2024, dimensions=("A", "B"), anchors=(2023,))
    text = markdown(record(told=told, milestones=[builders.milestone(2023, "A")]), FR)
    assert "- B\u00a0: aucun jalon." in text


def test_actions_are_a_table() -> None:
    table = section(markdown(backcasting(), FR), Part.ACTIONS).splitlines()
    assert table[0] == "| Quoi | Qui | Pour quand | Le tout premier pas |"
    assert table[2] == "| Écrire la charte | Nour | 1er avril 2030 | Appeler Alix |"


def test_postits_stand_by_dimension_then_number() -> None:
    wall = [
        replace(WALL[0], dimension="Services", year=2027),
        replace(WALL[1], dimension="Gouvernance"),
        replace(WALL[2], dimension="Gouvernance"),
        WALL[3],
        replace(WALL[3], id=2, text="Resté caché", number=None),
    ]
    told = builders.scenario()
    body = section(
        markdown(record(told=told, postits=wall, votes={"vote": counted(wall, BALLOTS)}), FR),
        Part.POSTITS,
    )
    order = ["**Gouvernance**", "**2.**", "**3.**", "**Services**", "**1.**",
             FR("report.postits.no_dimension"), "**4.**", FR("report.postits.hidden"),
             "- Resté caché — *Alix*"]  # fmt: skip
    places = [body.index(mark) for mark in order]
    assert places == sorted(places)
    assert "- **1.** Une charte — *2027, Alix, 5 gommettes*" in body
    assert told.question in body


def test_without_dimensions_there_are_no_lanes() -> None:
    body = section(markdown(record(WEATHER, postits=WALL), FR), Part.POSTITS)
    assert FR("report.postits.no_dimension") not in body


def answered(signing: Signing = Signing.SIGNED) -> SessionRecord:
    """Two post-its, one of them answered: three reactions, two comments."""
    wall = postits(["Une charte", "Un potager"])
    comments = (
        Comment(1, wall[0].id, "5", "Bachir", "Par *qui* ?"),
        Comment(2, wall[0].id, None, None, "Oui"),
    )
    echo = Echo({Reaction.AGREE: 2, Reaction.ASK: 1}, comments)
    return replace(record(BRAINSTORM, postits=wall, signing=signing), echoes={wall[0].id: echo})


def test_reactions_and_comments_stand_with_their_post_it() -> None:
    assert (
        "- **1.** Une charte — *Alix* · 👍 2 ❓ 1\n"
        "  - 💬 Par \\*qui\\* ? — *Bachir*\n"
        "  - 💬 Oui\n"
        "- **2.** Un potager — *Alix*"
    ) in section(markdown(answered(), FR), Part.POSTITS)


def test_comments_of_a_masked_session_have_no_name() -> None:
    body = section(markdown(answered(Signing.MASKED), FR), Part.POSTITS)
    assert "- **1.** Une charte · 👍 2 ❓ 1\n  - 💬 Par \\*qui\\* ?\n" in body
    assert "Bachir" not in body


def test_the_story_is_marked_as_fiction_twice() -> None:
    text = markdown(backcasting(), FR)
    top = text.partition("\n## ")[0]
    assert "fiction" in top
    assert "Les Tilleuls en 2032" in top
    story = section(text, Part.FICTION)
    assert FR("report.fiction.again") in story
    assert "> **2026\u00a0: En 2026** (fiction)\n>\n> Un geste." in story
    assert "> **Réseau des Tilleuls** (distinction fictive)" in story
    assert FR("report.fiction.skipped") not in story
    skipped = record(told=builders.scenario(), state=StepState.SKIPPED)
    assert FR("report.fiction.skipped") in section(markdown(skipped, FR), Part.FICTION)


def test_how_it_ran_says_planned_and_spent() -> None:
    full = backcasting()
    steps = list(full.steps)
    steps[0] = replace(steps[0], state=StepState.SKIPPED, spent_seconds=0)
    steps[1] = replace(steps[1], state=StepState.SKIPPED, spent_seconds=240)
    steps[2] = replace(steps[2], spent_seconds=12)
    steps[3] = replace(steps[3], spent_seconds=0)
    steps[4] = replace(steps[4], state=StepState.OPEN)
    steps[5] = replace(steps[5], state=StepState.WAITING, spent_seconds=0)
    body = section(markdown(replace(full, steps=tuple(steps)), FR), Part.RUNNING)
    assert "| Story | 10 min | sautée |" in body
    assert "| Post-its | 10 min | 4 min, puis sautée |" in body
    assert "| Wall | 5 min | moins d'une minute |" in body
    assert "| Vote | 5 min | 0 min |" in body
    assert "| Roadmap | 15 min | en cours |" in body
    assert "| Talk | 10 min | pas abordée |" in body
    assert "| **Total** | **1 h 05** |" in body


def test_a_session_over_several_days_says_both() -> None:
    full = record(WEATHER)
    assert full.session.ended_at is not None
    later = full.session.ended_at.replace(day=6)
    longer = replace(full, session=replace(full.session, ended_at=later))
    assert "du 4 mars 2030 au 6 mars 2030" in markdown(longer, FR)


def test_names_stand_beside_post_its_only_where_there_are_some() -> None:
    assert FR("report.postits.signed") in markdown(backcasting(Signing.SIGNED), FR)
    assert FR("report.postits.signed") not in markdown(record(WEATHER), FR)


def test_a_masked_session_names_nobody() -> None:
    text = markdown(backcasting(Signing.MASKED), FR)
    assert "Alix" not in section(text, Part.POSTITS)
    assert FR("report.postits.masked") in text
    assert FR("report.postits.signed") not in text
    live = replace(record(signing=Signing.MASKED, ended=False), postits=tuple(WALL))
    assert FR("report.postits.masked_live") in markdown(live, FR)


@pytest.mark.parametrize("signing", list(Signing))
def test_no_identifier_is_ever_written(signing: Signing) -> None:
    text = markdown(backcasting(signing), FR)
    for number in (builders.SERVER, builders.CHANNEL, builders.ALIX.user_id, builders.NOUR.user_id):
        assert str(number) not in text


def test_what_is_kept_is_said_before_at_and_after() -> None:
    running = markdown(record(ended=False), FR)
    held = "Les post-its, les bulletins, les notes et les identifiants des personnes"
    assert FR.n("report.kept.live", 90, what=held) in running
    ended = markdown(backcasting(), FR)
    assert f"{held} seront effacés de la base du bot le 2 juin 2030" in ended
    gone = without_raw(backcasting())
    text = markdown(gone, FR)
    assert "ont été effacés de la base du bot le 2 juin 2030" in text
    assert section(text, Part.POSTITS).endswith(FR("report.postits.deleted", day="2 juin 2030"))
    assert section(text, Part.NOTES) == ""
    assert "**1. ex æquo** Une charte — 5 gommettes" in section(text, Part.DECIDED)
    assert "Le conseil s'est ouvert." in section(text, Part.ROADMAP)
    assert "Écrire la charte" in section(text, Part.ACTIONS)


def test_six_hundred_postits_are_all_there() -> None:
    wall = postits([f"Idée {n}" for n in range(1, 601)])
    ballots = [{n: 1, n + 1: 2} for n in range(1, 200)]
    text = markdown(record(BRAINSTORM, postits=wall, votes={"vote": counted(wall, ballots)}), EN)
    assert all(f"**{n}.** Idée {n}" in text for n in range(1, 601))
    assert sum(line.startswith("| ") for line in text.splitlines()) > 600


def said(text: str) -> SessionRecord:
    """A session in which people wrote `text` wherever they can."""
    wall = [*postits([text] * 3, author=text), replace(WALL[3], number=None, text=text)]
    vote = counted(wall, BALLOTS)
    named = tuple(Option(o.number, text, o.source_id) for o in vote.options)
    return record(
        title=text,
        told=builders.scenario(),
        postits=wall,
        votes={"vote": replace(vote, options=named)},
        milestones=[Milestone(1, 1, 2030, "Services", text, text, text, text)],
        actions=[action(text, text, first_step=text)],
    )


def shown(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def check_hostile(text: str) -> None:
    source = markdown(said(text), FR)
    assert shapes(source) == shapes(markdown(said("rien"), FR))
    rendered = [shown(token) for token in MARKDOWN.parse(source) if token.type == "inline"]
    # What breaks the call of “@everyone” shows nothing.
    rendered = [one.replace("\u200b", "") for one in rendered]
    letters = one_line(text).replace("\u200b", "")
    assert rendered[0] == letters  # the title
    # author and text of four post-its, options, milestone, action: letter by letter
    assert sum(one.count(letters) for one in rendered) >= 15
    assert "@everyone" not in source


@pytest.mark.parametrize("text", [t for t in TRICKS if one_line(t)])
def test_tricks_are_shown_letter_by_letter(text: str) -> None:
    check_hostile(text)


@given(hostile_texts.filter(one_line))
def test_any_text_is_shown_letter_by_letter(text: str) -> None:
    check_hostile(text)


@pytest.mark.parametrize("text", ["x" * 300, "\u0627" * 300, "|" * 300, "@everyone " * 30])
def test_very_long_words_stay_whole(text: str) -> None:
    check_hostile(text)


@given(st.lists(hostile_texts.filter(one_line), max_size=4).map("\n".join).filter(one_line))
def test_a_note_stays_one_item_of_a_list(text: str) -> None:
    source = markdown(record(BRAINSTORM, notes=[text, "la suite"]), FR)
    kinds = shapes(source)
    calm = shapes(markdown(record(BRAINSTORM, notes=["rien", "la suite"]), FR))
    breaks = {"paragraph_open", "paragraph_close", "inline", "hardbreak", "softbreak"}
    assert [k for k in kinds if k not in breaks] == [k for k in calm if k not in breaks]


def test_every_step_kind_has_a_section() -> None:
    assert list(SECTIONS) == list(STEP_KINDS)
