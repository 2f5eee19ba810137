"""Themes in the reports: counted, listed with their post-its, kept by name at the end."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.kinds import Part
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing, StepState
from bot.workshop.themes.sorting import Sorting
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Option
from tests import builders
from tests.exported import as_json
from tests.reports.builders import counted, decided, postits, record, without_raw
from tests.reports.test_markdown import section
from tests.workshop.themes.sorted import over

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
WALL = [
    replace(p, dimension="Liens" if p.number == 1 else None)
    for p in postits(["Une charte", "Un potager", "Une fête", "Un journal"])
]
STEPS = (
    builders.collect(),
    builders.reveal(),
    builders.group(),
    builders.vote(),
    builders.vote(on=VoteOn.THEMES),
)


def sorting() -> Sorting:
    """One theme of one, one of two, an empty one; one post-it in none."""
    found = over(p.id for p in WALL)
    found = found.create(7, "Dire *nous*", [1001]).create(8, "Jardins", [1002, 1003])
    return found.create(9, "Vide")


def full(signing: Signing = Signing.SIGNED) -> SessionRecord:
    votes = {
        "vote": counted(WALL, [{1: 2}, {1: 1}, {2: 1}]),
        "vote 2": decided(
            builders.vote(on=VoteOn.THEMES),
            [{"1": 1}] * 3,
            options=[Option(1, "Jardins (2)", 8)],
        ),
    }
    told = record(STEPS, signing=signing, postits=WALL, votes=votes)
    return replace(told, sorting=sorting())


def test_themes_come_with_their_counts_the_larger_first() -> None:
    assert section(markdown(full(), FR), Part.THEMES).split("\n") == [
        "- **Jardins** (2)",
        "- **Dire \\*nous\\*** (1)",
        "- **Vide** (0)",
        "- 1 post-it sans thème",
    ]


def test_post_its_are_listed_by_theme_once_each_the_unsorted_last() -> None:
    listed = section(markdown(full(), FR), Part.POSTITS)
    for postit in WALL:
        assert listed.count(postit.text) == 1
    places = [listed.index(text) for text in ("**Jardins**", "potager", "Dire", "charte")]
    assert places == sorted(places)
    assert listed.index(f"**{FR('report.themes.unsorted')}** (1)") < listed.index("Un journal")
    assert "**1.** Une charte — *Liens, Alix, 3 gommettes*" in listed


def test_a_masked_session_names_nobody_by_theme_either() -> None:
    told = full(Signing.MASKED)
    assert "Alix" not in markdown(told, FR)
    assert "Alix" not in as_json(told)


@pytest.mark.parametrize(
    ("t", "rest"), [(FR, "1 post-it sans thème"), (EN, "1 post-it in no theme")]
)
def test_the_summary_has_one_line_for_the_themes(t: Catalogue, rest: str) -> None:
    (part,) = [p for p in summary(full(), t).parts if t("report.part.themes") in p]
    assert part.split("\n")[1:] == [
        f"**Jardins** (2) · **Dire \\*nous\\*** (1) · **Vide** (0) · {rest}"
    ]


def test_many_long_names_leave_room_for_the_rest_of_the_summary() -> None:
    many = Sorting()
    for n in range(60):
        many = many.create(n + 1, f"{n} " + "*" * 70)
    told = replace(full(), sorting=many)
    assert sum(len(part) for part in summary(told, FR).parts) <= 3700
    (part,) = [p for p in summary(told, FR).parts if FR("report.part.themes") in p]
    assert FR.n("report.themes.others", 45) in part


def test_the_json_has_each_theme_and_the_theme_of_each_post_it() -> None:
    found = json.loads(as_json(full()))
    assert found["themes"] == [
        {"name": "Dire *nous*", "postits": [1]},
        {"name": "Jardins", "postits": [2, 3]},
        {"name": "Vide", "postits": []},
    ]
    themes = [postit["theme"] for postit in found["postits"]]
    assert themes == ["Dire *nous*", "Jardins", "Jardins", None]
    assert [vote["on"] for vote in found["votes"]] == ["postits", "themes"]


def test_dots_on_themes_are_not_dots_on_post_its() -> None:
    told = full()
    theme_like = replace(told, postits=(replace(WALL[0], id=8), *told.postits))
    assert theme_like.dots_of_postits.get(8) is None


def test_names_stay_when_the_raw_data_is_deleted() -> None:
    kept = replace(without_raw(full()), sorting=over([], sorting()))
    assert section(markdown(kept, FR), Part.THEMES).split("\n") == [
        "- **Dire \\*nous\\***",
        "- **Jardins**",
        "- **Vide**",
    ]
    (part,) = [p for p in summary(kept, FR).parts if FR("report.part.themes") in p]
    assert "(0)" not in part


@pytest.mark.parametrize("state", list(StepState))
def test_sorting_that_made_no_theme_says_so_if_it_took_place(state: StepState) -> None:
    text = markdown(record(STEPS, postits=WALL, state=state), FR)
    said = FR("report.themes.none") if state in (StepState.OPEN, StepState.CLOSED) else ""
    assert section(text, Part.THEMES) == said
    assert "Un potager" in section(text, Part.POSTITS)
