"""Lists as people and office programs write them: the form and the channel read the same marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.lists import ideas, lines
from bot.workshop.postits.typed import read_message
from tests.workshop.minutes import KEPT_WHOLE, LISTS, PROSE


def typed(text: str, *marks: str) -> list[str]:
    return [idea.text for idea in read_message(text, marks=marks)]


@pytest.mark.parametrize(("written", "meant"), LISTS)
def test_a_list_is_a_list_in_the_form_and_in_the_channel(written: str, meant: list[str]) -> None:
    assert ideas(written) == meant
    assert typed(written) == meant


@pytest.mark.parametrize("text", KEPT_WHOLE)
def test_where_a_mark_could_be_a_meaning_the_text_is_kept_whole(text: str) -> None:
    assert ideas(text) == [text]
    assert typed(text) == [text]
    assert typed(text, "+", "-", "?") == [text]


@pytest.mark.parametrize(("written", "lines_of_form"), PROSE)
def test_a_paragraph_is_no_list(written: str, lines_of_form: list[str]) -> None:
    assert ideas(written) == lines_of_form
    assert typed(written) == [" ".join(lines_of_form)]


def test_a_plus_or_a_minus_that_means_more_or_fewer_is_in_no_column() -> None:
    found = read_message("+ de nature en ville\n- de voitures\n- le bruit", marks=("+", "-"))
    assert [(idea.mark, idea.text) for idea in found] == [
        (None, "+ de nature en ville"),
        (None, "- de voitures"),
        ("-", "le bruit"),
    ]


def test_boxes_and_signs_behind_a_column_are_taken_off() -> None:
    found = read_message("+ [x] un four\n- ☐ le bruit\n+ • un banc", marks=("+", "-"))
    assert [(i.mark, i.text) for i in found] == [
        ("+", "un four"),
        ("-", "le bruit"),
        ("+", "un banc"),
    ]


def test_fewer_is_a_list_where_another_line_has_the_same_dash() -> None:
    assert ideas("- de quoi écrire\n- une nappe") == ["de quoi écrire", "une nappe"]
    assert ideas("- de voitures\n- de bruit") == ["- de voitures", "- de bruit"]
    assert typed("- de voitures\n- de bruit") == ["- de voitures", "- de bruit"]


def test_a_line_goes_on_with_the_item_above_in_the_channel() -> None:
    assert typed("1. un four\nà pain\n2. du bois") == ["un four à pain", "du bois"]
    assert typed("☐ un four\n10. 000 euros") == ["un four 10. 000 euros"]


def test_what_introduces_a_list_is_an_item_in_the_channel_too() -> None:
    assert typed("Courses :\n1) pain\n2) sel") == ["Courses :", "pain", "sel"]
    minutes = "Courses :\n- pain\n- sel\n\nÀ prévoir :\n1. un four\n2. du bois\nsec :"
    kept = ["Courses :", "pain", "sel", "À prévoir :", "un four", "du bois sec :"]
    assert typed(minutes) == kept


WORDS = st.text("abcdé", min_size=2, max_size=6)
ITEMS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=2, max_size=8)
# `{n}` is the number of the item, `{a}` its letter.
_NUMBERED = ("{n}.", "{n})", "{n}°", "{n}-", "{n} -", "({n})", "{a})")
STYLES = st.sampled_from([*"•◦▪●‣∙·☐☑✓✔→+-*–", *_NUMBERED, "[ ]", "- [x]", "\uf0b7\t", "\to\t"])


@given(ITEMS, STYLES, st.sampled_from(["", " ", "\t", "    "]))
def test_any_items_behind_any_marks_come_out_word_for_word(
    items: list[str], mark: str, indented: str
) -> None:
    marks = (mark.format(n=n, a=chr(96 + n)) for n in range(1, 9))
    written = "\n".join(f"{indented}{m} {item}" for m, item in zip(marks, items, strict=False))
    assert [line.text for line in lines(written)] == items
    assert ideas(written) == items


@given(ITEMS)
def test_lines_without_marks_are_left_alone(items: list[str]) -> None:
    assert ideas("\n".join(items)) == items
