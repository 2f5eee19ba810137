from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.workshop.lists import ideas
from bot.workshop.text import clean, escape, has_controls, one_line, shorten
from tests.markdown import MARKDOWN
from tests.workshop.hostile import ARABIC, EMOJI, HEBREW, hostile_texts

BIDI_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = (
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\u115f",
    "\ufe0f",
)

# What Windows-1252 writes where Unicode has controls: all but five.
WINDOWS = dict(
    zip(
        map(chr, sorted({*range(0x80, 0xA0)} - {0x81, 0x8D, 0x8F, 0x90, 0x9D})),
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        strict=True,
    )
)


@given(hostile_texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)


@given(hostile_texts)
def test_what_needs_no_cleaning_is_read_like_what_does(text: str) -> None:
    assert clean(text + "\0") == clean(text)


@given(hostile_texts)
def test_nothing_that_controls_a_terminal_or_reorders_a_line_survives(text: str) -> None:
    for char in clean(text):
        assert char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Zl", "Zp"}
        assert char not in BIDI_OVERRIDES
    clean(text).encode("utf-8")  # a lone surrogate would raise


@given(hostile_texts)
def test_a_cleaned_text_is_trimmed_and_its_spaces_are_single(text: str) -> None:
    for line in clean(text).split("\n"):
        assert line == line.strip()
        assert "  " not in line
        assert {char for char in line if char.isspace()} <= set(" \u00a0\u202f")
    assert clean(text) == clean(text).strip()


@given(hostile_texts)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize("emoji", EMOJI)
def test_an_emoji_reaches_the_wall_whole(emoji: str) -> None:
    assert clean(emoji) == emoji
    assert ideas(f"- {emoji}\n{emoji}{emoji}") == [emoji, emoji * 2]
    assert shorten(emoji, 30) == emoji


@pytest.mark.parametrize("text", [ARABIC, HEBREW, f"{HEBREW}\u200f !", f"\u200e2032 {ARABIC}"])
def test_right_to_left_text_keeps_its_letters_and_marks(text: str) -> None:
    assert clean(text) == text


def test_of_all_of_unicode_what_shows_nothing_is_dropped_and_nothing_else() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    dropped = {char for char in every if has_controls(char)} | set("\n\r\t")
    hidden = {char for char in every if unicodedata.category(char) in {"Cc", "Cs", "Co"}}
    nowhere = {char for char in every if ord(char) & 0xFFFE == 0xFFFE}
    every_drop = hidden | BIDI_OVERRIDES | nowhere | set(map(chr, range(0xFDD0, 0xFDF0)))
    assert dropped == every_drop - set(WINDOWS)


def test_an_override_hidden_in_a_text_becomes_a_space() -> None:
    assert clean("facture\u202egpj.exe") == "facture gpj.exe"
    assert clean("a\x00b\ud800c\x1b[31m") == "a b c [31m"
    assert clean("a\uffffb\U0001fffec\ufdd0") == "a b c"


def test_what_a_windows_program_wrote_becomes_what_was_meant() -> None:
    assert clean("l\x92accueil, 1\x80, \x8cuvre \x96 etc\x85") == "l’accueil, 1€, Œuvre – etc…"
    assert clean("«\xa0oui\xa0» \x81\x9d") == "«\xa0oui\xa0»"


def test_accents_typed_in_two_pieces_are_the_same_text_as_in_one() -> None:
    assert clean("de\u0301cide\u0301") == clean("décidé") == "décidé"


def test_the_no_break_spaces_of_french_punctuation_stay() -> None:
    text = "Et demain\u202f? «\u00a0Un four\u00a0»"
    assert clean(text) == one_line(text) == text


def test_line_breaks_of_every_system_are_line_breaks() -> None:
    assert clean("un\r\ndeux\rtrois\nquatre") == "un\ndeux\ntrois\nquatre"


@pytest.mark.parametrize("char", INVISIBLE)
def test_a_text_that_nobody_can_see_is_empty(char: str) -> None:
    assert clean(char * 3) == ""
    assert clean(f" {char}\n{char} ") == ""
    assert ideas(f"Une idée\n{char}\n- {char}") == ["Une idée"]


def test_five_thousand_characters_are_cleaned_without_loss() -> None:
    text = "é" * 5000
    assert clean(text) == text
    assert ideas("\n".join(["idée"] * 1000)) == ["idée"] * 1000


@given(hostile_texts)
def test_every_idea_is_a_line_that_can_be_read(text: str) -> None:
    for idea in ideas(text):
        assert idea == idea.strip()
        assert "\n" not in idea
        assert one_line(idea)


def test_a_form_is_one_idea_a_line_without_its_list_marks() -> None:
    written = "- une crèche\n• un verger\n3) un four\n\n  12. une charte  \n– un repas\nsans marque"
    assert ideas(written) == [
        "une crèche",
        "un verger",
        "un four",
        "une charte",
        "un repas",
        "sans marque",
    ]


def test_a_year_or_a_number_that_starts_an_idea_is_not_a_list_mark() -> None:
    assert ideas("2027. La charte est signée\n3 écoles\n-5 % de gaspillage") == [
        "2027. La charte est signée",
        "3 écoles",
        "-5 % de gaspillage",
    ]


def test_a_list_mark_alone_is_no_idea() -> None:
    assert ideas("- une crèche\n-\n2.\n•") == ["une crèche"]


@given(hostile_texts, st.integers(1, 80))
def test_a_shortened_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
    if len(one_line(text)) <= limit:
        assert short == one_line(text)
    else:
        assert short.endswith("…")
        assert one_line(text).startswith(short[:-1])


def test_a_shortened_text_is_cut_at_a_word() -> None:
    assert shorten("Un verger partagé avec l'école", 22) == "Un verger partagé…"
    assert shorten("Anticonstitutionnellement", 10) == "Anticonst…"


@given(hostile_texts)
@example("Titre\n===")
@example("Titre\n---")
@example("- - -")
@example("-- - -")
@example("-\n1.\n+")
@example("@everyone\n\n---")
@example("un\n\n  - deux\n\n\n===")
@example("Faire &lt;ceci&gt; &#35;1 &copy;")
@example("[x]: https://example.org")
@example("a | b\n--|--\nc | d")
def test_markdown_reads_an_escaped_text_letter_by_letter(text: str) -> None:
    cleaned = clean(text)
    read: list[str] = []
    for token in MARKDOWN.parse(escape(cleaned)):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, token.type
        for child in token.children or ():
            if child.type in {"link_open", "link_close"}:
                assert child.markup == "autolink"
                continue
            assert child.type in {"text", "softbreak"}, child.type
            read.append("\n" if child.type == "softbreak" else child.content)
        if token.type == "inline":
            read.append("\n")
    lines = [line for line in cleaned.split("\n") if line]
    assert _without_breaks("".join(read)) == _without_breaks("".join(f"{x}\n" for x in lines))


def _without_breaks(text: str) -> str:
    return text.replace("\u200b", "")


@given(hostile_texts)
def test_discord_finds_no_mention_and_no_markup_in_an_escaped_text(text: str) -> None:
    escaped = escape(clean(text))
    assert not re.search(r"@(everyone|here)|<@[!&\d]", escaped)
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", escaped)  # what no backslash disarms
    # Discord reads an address as one word, in brackets or not.
    bare = re.sub(r"<https?://[^\s<>]+>|(https?://|www\.)[^\s<>|\\*~\[\]]+", "x", bare)
    assert not re.search(r"[\\`*_~|\[\]<>#]", bare)
    assert not re.search(r"^\s*([-+]|\d+[.)])(\s|$)", bare, re.MULTILINE)


def test_ordinary_text_is_shown_as_it_was_written() -> None:
    for text in ("Un verger, 3 écoles (et demie) !", "R&D & co", "2027 – la charte", "a-b = c + d"):
        assert escape(text) == text


def test_a_line_of_invisible_characters_is_an_empty_line() -> None:
    assert clean("\u200b\n\n@everyone") == "@everyone"
    assert clean("un\n\u200b\ndeux") == "un\n\ndeux"


def test_no_space_is_left_before_the_dots_of_a_cut() -> None:
    assert shorten("Que faire\u202f? Rien du tout", 12) == "Que faire\u202f?…"
    assert shorten("un deux\u202f; trois quatre", 12) == "un deux…"


def test_every_character_is_kept_or_dropped_by_its_nature() -> None:
    """The one pattern that cleans says what Unicode says of each character."""
    for code in range(0x110000):
        char = chr(code)
        dropped = (
            char in BIDI_OVERRIDES
            or unicodedata.category(char) in {"Cc", "Cs", "Co"}
            or code & 0xFFFE == 0xFFFE
            or 0xFDD0 <= code <= 0xFDEF
        )
        if char in WINDOWS:
            assert clean(f"a{char}b") == f"a{WINDOWS[char]}b", hex(code)
            assert not has_controls(char), hex(code)
        elif dropped and char not in "\n\r\t":
            assert has_controls(char), hex(code)
            assert clean(f"a{char}b") == "a b", hex(code)
        else:
            assert not has_controls(char), hex(code)


ADDRESSES = [
    "https://fr.wikipedia.org/wiki/Jugement_majoritaire",
    "http://coop.fr",
    "https://coop.fr/a_b_c?x=1&y=2#ancre_un",
    "https://coop.fr/~awa/plan",
    "https://www.google.com/maps/@48.85,2.35,17z",
    "https://medium.com/@awa/le-four",
    "https://fr.wikipedia.org/wiki/Lyon_(homonymie)",
    "https://fr.wikipedia.org/wiki/Café_d’en_face",
    "https://discord.gg/abc_def",
    "www.coop.fr/mon_four",
    "awa@coop.fr",
    "awa.ndiaye_k+four@coop-1.example.org",
    "a_b@coop.fr",
]
HARD = [
    "https://web.archive.org/web/2020*/http://coop.fr",
    "https://coop.fr/_four_/__init__.py",
    "https://coop.fr/?a[]=1&b[]=2",
    "https://coop.fr/a*b",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_comes_out_as_it_went_in(address: str) -> None:
    for text in ("{}", "Voir {}.", "({})", "{} et {} !", "« {} »", "- {}", "a_b {} *c*", "<{}>"):
        written = text.format(*[address] * 2)
        assert escape(written).count(address) >= 1, written
        assert _read(written) == written


@pytest.mark.parametrize("address", HARD)
def test_an_address_whose_signs_would_act_stands_in_brackets_that_nobody_sees(address: str) -> None:
    assert escape(f"Voir {address}, *ici*") == rf"Voir <{address}>, \*ici\*"
    assert _read(f"Voir {address}, *ici*") == f"Voir {address}, *ici*"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[le four](https://mal.example/x_y)", r"\[le four\](https://mal.example/x_y)"),
        ("[a](<https://mal.example>)", r"\[a\](\<https://mal.example\>)"),
        ("https://coop.fr/@everyone_x", "https://coop.fr/@\u200beveryone\\_x"),
        ("awa@here.fr", "awa@\u200bhere.fr"),
        ("https://coop.fr/?a=1&lt;b", r"https://coop.fr/?a=1\&lt;b"),
        ("https://coop.fr**x**", r"https://coop.fr\*\*x\*\*"),
        ("(https://coop.fr)[x](y)", r"(https://coop.fr)\[x\](y)"),
        ("**https://coop.fr**", r"\*\*https://coop.fr\*\*"),
        ("`https://coop.fr`", r"\`https://coop.fr\`"),
        ("https:// coop_fr", r"https:// coop\_fr"),
        ("@Awa et @Ben_2", r"@Awa et @Ben\_2"),
        ("@here et <@1> et <@&1>", "@\u200bhere et \\<@\u200b1\\> et \\<@\u200b&1\\>"),
        ("awa_@coop.fr", r"awa\_@coop.fr"),
    ],
)
def test_an_address_lends_no_power_to_what_stands_around_it(text: str, shown: str) -> None:
    assert escape(text) == shown


def _read(text: str) -> str:
    (_, inline, _) = MARKDOWN.parse(escape(text))
    return "".join(child.content for child in inline.children or ())
