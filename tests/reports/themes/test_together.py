"""What the reports say of a wall that the room sorted: numbers, and nothing that tells on few."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.interface.words.together import progress_lines
from bot.reports.kinds import Part
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.workshop.themes.together import Progress, Share
from tests.exported import as_json
from tests.reports.builders import without_raw
from tests.reports.test_markdown import section
from tests.reports.themes.test_section import EN, FR, full, sorting

GROUP = 102  # the step of `full` that groups
TOLD = Progress(
    people=24,
    answers=240,
    pile=98,
    filed=94,
    by_hand=2,
    put_back=0,
    homeless=1,
    contested=1,
    shares=(Share(7, 60, 150, 120), Share(8, 34, 80, 76), Share(99, 1, 2, 2)),
)


def sorted_by(*rounds: Progress) -> SessionRecord:
    return replace(full(), sorted_together={GROUP: rounds})


def exported(record: SessionRecord) -> object:
    return json.loads(as_json(record))["steps"][2].get("sorted_together")


def test_the_summary_says_who_sorted_how_much_and_what_is_to_be_talked_about() -> None:
    said = "\n".join(summary(sorted_by(TOLD), FR).parts)
    assert (
        "Rangé par la salle\u00a0: 24 personnes, 94 post-its sur 98\u00a0; 2 placés par"
        " l'animation\u00a0; 2 à discuter." in said
    )
    said = "\n".join(summary(sorted_by(replace(TOLD, by_hand=0)), EN).parts)
    assert "Sorted by the room: 24 people, 94 post-its of 98; 2 to talk about." in said


def test_what_stays_without_a_theme_is_told_apart_from_what_is_to_be_talked_about() -> None:
    settled = replace(TOLD, by_hand=0, apart=1, contested=0)
    said = "\n".join(summary(sorted_by(settled), EN).parts)
    assert "94 post-its of 98; 1 left without a theme; 1 to talk about." in said


def test_the_full_report_says_how_far_the_room_agrees_by_theme() -> None:
    text = section(markdown(sorted_by(TOLD), FR), Part.THEMES)
    ends = "d'avis concordants"
    assert text.index("Rangé par la salle") < text.index(f"**Jardins**\u00a0: 95\u00a0% {ends}")
    assert text.index("Jardins**\u00a0: 95") < text.index("Dire \\*nous\\***\u00a0: 80")
    assert "99" not in text


def test_each_round_is_told_and_themes_over_all_of_them() -> None:
    text = section(markdown(sorted_by(TOLD, replace(TOLD, people=9, filed=1)), FR), Part.THEMES)
    assert "24 personnes, 94 post-its" in text
    assert "9 personnes, 1 post-it sur 98" in text
    assert text.count("avis concordants") == 2


@pytest.mark.parametrize("people", [1, 2])
def test_of_one_or_two_people_nothing_tells_on_what_they_differ(people: int) -> None:
    told = sorted_by(replace(TOLD, people=people))
    text = markdown(told, FR) + "\n".join(summary(told, FR).parts)
    assert "94 post-its sur 98" in text
    assert "à discuter" not in text
    assert "avis concordants" not in text
    (found,) = json.loads(as_json(told))["steps"][2]["sorted_together"]
    assert found["to_discuss"] is found["answers"] is found["agreement"] is None


def test_the_export_has_the_numbers_of_each_round() -> None:
    assert exported(sorted_by(TOLD)) == [
        {
            "people": 24,
            "postits": 98,
            "sorted": 94,
            "placed_by_facilitators": 2,
            "left_without_a_theme": 0,
            "to_discuss": 2,
            "answers": 240,
            "agreement": [
                {"theme": "Dire *nous*", "postits": 60, "choices": 150, "agree": 120},
                {"theme": "Jardins", "postits": 34, "choices": 80, "agree": 76},
            ],
        }
    ]
    assert exported(full()) is None


def test_the_numbers_outlive_raw_data() -> None:
    told = without_raw(sorted_by(TOLD))
    assert "24 personnes, 94 post-its" in section(markdown(told, FR), Part.THEMES)


def test_rounds_that_follow_are_told_in_turn_and_the_last_says_what_remained() -> None:
    first = replace(TOLD, pile=40, filed=27, by_hand=0, homeless=7, contested=0)
    then = replace(TOLD, pile=13, filed=1, by_hand=0, homeless=4, contested=0)
    said = "\n".join(summary(sorted_by(first, then), FR).parts)
    assert "D'abord rangé par la salle\u00a0: 24 personnes, 27 post-its sur 40.\n" in said
    assert "Puis rangé par la salle\u00a0: 24 personnes, 1 post-it sur 13\u00a0; 4 à disc" in said
    assert said.count("à discuter") == 1


def test_of_one_person_alone_it_says_why_nothing_was_sorted() -> None:
    alone = replace(TOLD, people=1, pile=8, filed=0, by_hand=0, shares=())
    said = "\n".join(summary(sorted_by(alone), FR).parts)
    assert "rien, sur 8, car personne d'autre n'a trié et il en faut deux d'accord." in said


def test_the_share_says_what_it_is_of_and_is_one_figure_everywhere() -> None:
    uneven = Share(8, 34, 300, 287)  # 95.67 %
    told = replace(TOLD, shares=(uneven,))
    text = section(markdown(sorted_by(told), FR), Part.THEMES)
    assert "95\u00a0% d'avis concordants sur les 34 post-its que la salle y a rangés" in text
    assert "95\u00a0%" in progress_lines(told, sorting(), FR)
