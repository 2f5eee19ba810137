"""The Markdown of the reports, read as blocks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from bot.reports.pdf.blocks import blocks, text_of, whole
from bot.reports.pdf.figures import placed
from bot.reports.writing import block, bullets, inline, paragraphs, table
from bot.workshop.language import Language
from bot.workshop.text import one_line
from tests.reports.drawn import WRITTEN
from tests.workshop.hostile import TRICKS, hostile_texts

EN = Language.ENGLISH


def read(source: str) -> list[dict[str, Any]]:
    return blocks(source, EN)


def plain(text: str) -> str:
    return text.replace("\u200b", "").replace("\ufeff", "")


def test_looks_and_line_breaks_are_runs() -> None:
    (found,) = read("**bold** and *soft* \\*stars\\*  \nnext")
    assert found["runs"] == [
        {"text": "bold", "bold": True},
        {"text": " and "},
        {"text": "soft", "soft": True},
        {"text": " *stars*"},
        {"break": True},
        {"text": "next"},
    ]


def test_headings_go_down_one_by_one() -> None:
    found = read(
        "**A theme** (2)\n\n- x\n\n### Step\n\n**Another**\n\n- y\n\n**Not a name** at all\n\n- z"
    )
    assert [(one["kind"], one.get("level")) for one in found] == [
        ("heading", 2),
        ("list", None),
        ("heading", 2),
        ("heading", 3),
        ("list", None),
        ("paragraph", None),
        ("list", None),
    ]
    assert found[5]["kept"], "a page never ends between the two"
    told = read("> **2026: The truck** (fiction)\n>\n> It came.")[0]["blocks"]
    assert [one["kept"] for one in told] == [True, False]


def test_lists_keep_the_numbers_of_the_wall() -> None:
    (numbered,) = read("- **12.** Soup\n- **7.** Bread\n  - 💬 Yes")
    assert numbered["numbers"] == [12, 7]
    assert [text_of(item[0]["runs"]) for item in numbered["items"]] == ["Soup", "Bread"]
    assert numbered["items"][1][1]["kind"] == "list"
    (mixed,) = read("- **1.** Soup\n- **2. tied** Bread")
    assert mixed["numbers"] is None
    assert text_of(mixed["items"][0][0]["runs"]) == "1. Soup"


def test_columns_take_the_room_of_their_text() -> None:
    (found,) = read(table(["What", "Who", "Votes"], [["x" * 20 + " y" * 40, "Awa", "12"]]))
    what, who, votes = found["columns"]
    assert what["share"] > 0
    assert who["share"] == votes["share"] == 0
    assert not found["crowded"]
    assert [one["figures"] for one in found["columns"]] == [False, False, True]


def test_columns_of_a_few_words_share_the_page() -> None:
    due = "sans date pour le moment"
    names = ["Quoi", "Qui", "Pour quand", "Le tout premier pas"]
    (four,) = read(table(names, [["Écrire à la presse", "Jacques (mairie)", due, "—"]]))
    assert not four["crowded"]
    assert [one["share"] > 0 for one in four["columns"]] == [True, False, True, True]
    names = ["Quoi", "Qui", "Pour quand", "Décidée dans", "Ce qu'elle devient"]
    row = ["Réserver la salle des fêtes", "Karim", due, "Le repas partagé, en mars", "faite"]
    (five,) = read(table(names, [row]))
    assert not five["crowded"]
    assert [one["share"] > 0 for one in five["columns"]] == [True, False, True, True, True]


def test_many_columns_are_as_wide_as_their_words() -> None:
    names = ["Rank", "Option", *(f"A long grade {n}" for n in range(8))]
    (found,) = read(table(names, [["1.", "An option with a name of some length", *"12345678"]]))
    assert found["crowded"]
    assert [one["share"] > 0 for one in found["columns"]] == [False, True, *[False] * 8]
    assert found["columns"][2]["word"] == len("grade")
    (short,) = read(table(["Step", "Planned"], [["Wall", "5 min"]]))
    assert not short["crowded"]
    assert any(one["share"] for one in short["columns"]), "a table is as wide as the page"


def test_each_text_goes_its_own_way() -> None:
    said, named = read("- **1.** مطبخ مشترك\n- **2.** Soup")[0]["items"]
    assert (said[0]["rtl"], named[0]["rtl"]) == (True, False)


def test_drawings_stand_before_what_they_show() -> None:
    told = read("Words\n\n" + table(["a"], [["1"]]))
    drawn = [{"kind": "figure"}]
    assert [one["kind"] for one in placed(told, drawn)] == ["paragraph", "figure", "table"]
    told = read("### Step\n\nWords\n\n### 2030\n\n- x")
    assert [one["kind"] for one in placed(told, drawn)][:4] == [
        "heading", "paragraph", "figure", "heading",
    ]  # fmt: skip
    assert placed(read("Words"), drawn)[-1] == drawn[0]


def test_letters_that_no_font_has_are_told() -> None:
    assert whole(read("- soup"))
    assert not whole(read("- \U00012000"))


def check(text: str) -> None:
    """Wherever people write, one block holds their words, letter by letter, and nothing else."""
    for source, path in (
        (inline(text), ("runs",)),
        (bullets([inline(text)]), ("items", 0, 0, "runs")),
        (table(["head"], [[inline(text)]]), ("rows", 0, 0, "runs")),
        ("> " + block(one_line(text), "> "), ("blocks", 0, "runs")),
    ):
        (found,) = blocks(source, EN)
        held: Any = found
        for key in path:
            held = held[key]
        assert all(set(run) == {"text"} for run in held), source
        wanted = plain(one_line(text))
        shown = plain(text_of(held))
        if whole(found):
            assert shown == wanted or not shown.isascii()  # alphabets of mathematics are letters


@pytest.mark.parametrize("text", [t for t in (*TRICKS, *WRITTEN.values()) if one_line(t)])
def test_tricks_are_words(text: str) -> None:
    check(text)


@given(hostile_texts.filter(lambda text: bool(one_line(text))))
def test_any_text_is_words(text: str) -> None:
    check(text)


def test_the_parts_of_a_page_stay_apart() -> None:
    kinds = [one["kind"] for one in read(paragraphs("a", "> b", bullets(["c"]), table(["d"], [])))]
    assert kinds == ["paragraph", "quote", "list", "table"]
