"""How a message typed in the channel is read: one post-it, or several, and where they go."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.alike import fold
from bot.workshop.lists import ideas
from bot.workshop.postits.typed import Typed, is_command, read_message, says_so
from bot.workshop.text import one_line
from tests.workshop.hostile import hostile_texts

YEARS = range(2022, 2033)
MARKS = ("+", "-", "?")


def texts(message: str, *marks: str) -> list[str]:
    return [idea.text for idea in read_message(message, marks=marks)]


def routed(message: str) -> list[tuple[str | None, int | None, str]]:
    ideas = read_message(message, marks=MARKS, years=YEARS)
    return [(idea.mark, idea.year, idea.text) for idea in ideas]


@pytest.mark.parametrize(
    ("message", "ideas"),
    [
        ("Un four", ["Un four"]),
        ("Un four\net du bois", ["Un four et du bois"]),
        ("- Un four\n- Du bois", ["Un four", "Du bois"]),
        ("• Un four\n•Du bois\n  * Une table", ["Un four", "Du bois", "Une table"]),
        ("- Un four\nà pain\n- Du bois", ["Un four à pain", "Du bois"]),
        ("- Un four", ["Un four"]),
        ("Mes idées :\n- Un four\n- Du bois", ["Mes idées :", "Un four", "Du bois"]),
        ("Il faudrait\n- un four\n- du bois", ["Il faudrait", "un four", "du bois"]),
        ("Trois mots :\nun four", ["Trois mots : un four"]),
        ("Comment faire :", ["Comment faire :"]),
        ("- un four\n-\n\n- Un  four", ["un four"]),
        ("-10 % de papier\n+1\n?!", ["-10 % de papier +1 ?!"]),
        ("**- gras**", ["**- gras**"]),
        ("---", ["---"]),
        ("🔥", ["🔥"]),
        ("@everyone du pain", ["@everyone du pain"]),
        ("+ du pain\n? 2029 : du vin", ["+ du pain ? 2029 : du vin"]),
    ],
)
def test_without_columns_a_message_is_one_post_it_or_a_list(message: str, ideas: list[str]) -> None:
    assert texts(message) == ideas


@pytest.mark.parametrize("blank", ["", " \n ", "-", "- \n•", "\u200b", "\ud800", "\x00\n\u3164"])
def test_nothing_to_read_is_no_post_it(blank: str) -> None:
    assert read_message(blank, marks=("+",), years=YEARS) == []
    assert read_message(blank) == []


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("+ le jardin", [("+", None, "le jardin")]),
        ("+le jardin", [("+", None, "le jardin")]),
        ("- les mails du soir", [("-", None, "les mails du soir")]),
        ("– les mails", [("-", None, "les mails")]),
        ("? une pause", [("?", None, "une pause")]),
        ("？ une pause", [("?", None, "une pause")]),
        ("2029: un four", [(None, 2029, "un four")]),
        ("2029\u00a0: un four", [(None, 2029, "un four")]),
        ("+ 2029: un four", [("+", 2029, "un four")]),
        ("2029: + un four", [("+", 2029, "un four")]),
        ("• - 2029 : un four", [("-", 2029, "un four")]),
        ("+ un\nfour", [("+", None, "un four")]),
        ("+ a\n- b\n? c", [("+", None, "a"), ("-", None, "b"), ("?", None, "c")]),
        ("- a\n- b", [("-", None, "a"), ("-", None, "b")]),
        ("• a\n• b", [(None, None, "a"), (None, None, "b")]),
        ("+\n• a\n• b", [("+", None, "a"), ("+", None, "b")]),
        ("2028:\n• a\n+ b\n2030:\n• c", [(None, 2028, "a"), ("+", 2028, "b"), (None, 2030, "c")]),
        ("+\nun four", [("+", None, "un four")]),
        ("+1", [(None, None, "+1")]),
        ("-10 % d'eau", [(None, None, "-10 % d'eau")]),
        ("1998: fondation", [(None, None, "1998: fondation")]),
        ("2030:15 au plus tard", [(None, None, "2030:15 au plus tard")]),
        ("٢٠٢٩: un four", [(None, None, "٢٠٢٩: un four")]),
        ("un + deux", [(None, None, "un + deux")]),
    ],
)
def test_a_leading_mark_or_year_says_where_an_idea_goes(
    message: str, found: list[tuple[str | None, int | None, str]]
) -> None:
    assert routed(message) == found


COLUMNS = {"+": "Garder", "-": "Jeter", "?": "Essayer"}
NAMES: dict[str, str | None] = {name: mark for mark, name in COLUMNS.items()} | {"Autres": None}


def placed(message: str) -> list[tuple[str | None, str]]:
    """Return the column of each idea, and its words, in a step that has COLUMNS and “Autres”."""
    ideas = read_message(message, marks=MARKS, columns=NAMES)
    return [(COLUMNS[idea.mark] if idea.mark else idea.column, idea.text) for idea in ideas]


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Garder :\n- les repas\n- le jardin", [("Garder", "les repas"), ("Garder", "le jardin")]),
        ("Garder\n- les repas", [("Garder", "les repas")]),
        ("**garder :**\n– les repas", [("Garder", "les repas")]),
        ("## Autres\n- les repas", [("Autres", "les repas")]),
        ("Autres :\nles repas\ndu soir", [("Autres", "les repas du soir")]),
        ("• Autres :\n  - les repas", [("Autres", "les repas")]),
        (
            "Garder :\n- a\n\nJeter :\n- b\n- c\n\nEssayer :\n",
            [("Garder", "a"), ("Jeter", "b"), ("Jeter", "c")],
        ),
        ("Jeter\n- a\nEssayer\n- b", [("Jeter", "a"), ("Essayer", "b")]),
        ("Garder :\n- a\n? b\n- c", [("Garder", "a"), ("Essayer", "b"), ("Garder", "c")]),
        ("Garder :\n- de voitures", [("Garder", "- de voitures")]),
        ("Garder :\n• a\n-\n• b", [("Garder", "a"), ("Garder", "b")]),
        ("Garder :\n+\n- a", [("Jeter", "a")]),
        ("+ Garder :\n- a", [("Garder", "a")]),
        ("Pour la rentrée :\n- a", [(None, "Pour la rentrée :"), ("Jeter", "a")]),
        ("+ a\nEt puis :\n• b", [("Garder", "a"), (None, "Et puis :"), (None, "b")]),
        ("Garder :\n- a\n+ a", [("Garder", "a")]),
        ("Garder", [(None, "Garder")]),
        ("Garder :\nJeter :", [(None, "Garder : Jeter :")]),
        ("Ce qu'il faut\ngarder :", [(None, "Ce qu'il faut garder :")]),
        ("+ - les mails", [("Jeter", "les mails")]),
        ("+ ? une pause\n+ b", [("Essayer", "une pause"), ("Garder", "b")]),
    ],
)
def test_the_name_of_a_column_alone_on_its_line_is_the_column_of_what_is_below(
    message: str, found: list[tuple[str | None, str]]
) -> None:
    assert placed(message) == found


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("+ un four", True),
        ("  ＋un four\net du bois", True),
        ("+\n- un four", True),
        ("- un four\n+ du bois", False),
        ("Un four :\n+ du bois", False),
        ("+1", False),
        ("+ de bruit", False),
        ("", False),
    ],
)
def test_only_a_plus_first_says_that_a_message_is_a_post_it(message: str, said: bool) -> None:
    assert says_so(message) is said


def test_a_dash_is_a_list_mark_where_no_column_has_it() -> None:
    (one, other) = read_message("- a\n- + b", marks=("+",))
    assert (one, other) == (Typed("a"), Typed("b", "+"))


def test_files_go_with_the_first_idea_and_alone_they_name_it() -> None:
    names = ["plan du\nfour.png", "\u200b", "devis.pdf"]
    assert read_message("- a\n- b", files=names) == [
        Typed("a", files=("plan du four.png", "devis.pdf")),
        Typed("b"),
    ]
    (alone,) = read_message("", files=names)
    assert alone == Typed("plan du four.png, devis.pdf", files=("plan du four.png", "devis.pdf"))
    (marked,) = read_message("?", marks=("?",), files=["a.png"])
    assert (marked.text, marked.mark) == ("a.png", "?")
    (cut,) = read_message("", files=["x" * 90], limit=40)
    assert len(cut.text) == 40
    assert cut.files == ("x" * 90,)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/session", True),
        (" !play", True),
        ("\u202e/x", True),
        ("et/ou", False),
        ("?", False),
        ("!!! urgent : le toit", False),
        ("! attention", False),
        ("/!\\ attention", False),
        ("/ 2 pains", False),
        ("!", False),
    ],
)
def test_what_is_meant_for_a_bot_is_a_command(text: str, command: bool) -> None:
    assert is_command(text) is command


@given(hostile_texts, st.sets(st.sampled_from(MARKS)), st.booleans())
def test_any_message_is_read_as_clean_ideas_once_each(
    text: str, marks: set[str], dated: bool
) -> None:
    ideas = read_message(text, marks=marks, years=YEARS if dated else ())
    assert all(idea.text and one_line(idea.text) == idea.text for idea in ideas)
    assert len({(fold(idea.text), idea.mark, idea.year) for idea in ideas}) == len(ideas)
    assert {idea.mark for idea in ideas} <= {*marks, None}
    assert all(idea.year is None or (dated and idea.year in YEARS) for idea in ideas)


WORDS = st.text("abcdé", min_size=1, max_size=6)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_lines_without_marks_are_one_post_it_word_for_word(lines: list[str]) -> None:
    (idea,) = read_message("\n".join(lines), marks=MARKS, years=YEARS)
    assert idea == Typed(" ".join(lines))


@given(st.lists(st.tuples(st.sampled_from([*MARKS, "•"]), LINES), min_size=1, max_size=8))
def test_marked_lines_are_a_post_it_each_and_no_word_is_lost(
    lines: list[tuple[str, str]],
) -> None:
    message = "\n".join(f"{mark} {line}" for mark, line in lines)
    ideas = read_message(message, marks=MARKS)
    first = {(fold(line), mark): (mark, line) for mark, line in reversed(lines)}
    assert Counter((idea.mark or "•", idea.text) for idea in ideas) == Counter(first.values())


LEADS = st.sampled_from(["", "", "- ", "• ", "+ ", "? ", "1. ", "2029: "])
ENDS = st.sampled_from(["", "", ":", " :"])
HEADS = st.sampled_from(["garder", "jeter :", "Essayer:"])
WRITTEN = st.lists(st.one_of(HEADS, st.tuples(LEADS, LINES, ENDS).map("".join)), max_size=8)


@given(WRITTEN)
def test_every_word_that_is_typed_is_in_a_post_it_or_names_its_column(lines: list[str]) -> None:
    ideas = read_message("\n".join(lines), marks=MARKS, columns=NAMES, years=YEARS)
    kept = " ".join(idea.text for idea in ideas).split()
    for word in " ".join(lines).split():
        bare = word.rstrip(":")
        known = {word, bare} & {*kept, *(one.rstrip(":") for one in kept)}
        assert known or fold(bare) in map(fold, COLUMNS.values()) or not bare.isalpha()


@given(WRITTEN)
def test_a_message_keeps_every_word_that_a_form_keeps(lines: list[str]) -> None:
    typed = " ".join(texts("\n".join(lines))).split()
    assert set(" ".join(ideas("\n".join(lines))).split()) == set(typed)
