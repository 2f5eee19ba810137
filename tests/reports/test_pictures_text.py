"""Texts of any script, and hostile ones, are drawn letter by letter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import typst

from bot.i18n import catalogue
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.glyphs import FONTS, drawable
from bot.reports.pictures.lettering import lettered, lines_of, right_to_left
from bot.reports.pictures.press import TEMPLATES
from bot.reports.pictures.roadmap.roadmap import roadmap
from bot.reports.pictures.wall.wall import wall
from bot.workshop.language import Language
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.text import one_line
from tests.reports.drawn import (
    SCRIPTS,
    WRITTEN,
    compiler,
    fonts,
    milestone,
    texts_in,
    without_glyph,
    workshop,
)
from tests.workshop.hostile import EMOJI, TRICKS

FR = catalogue(Language.FRENCH)
PDFTOTEXT = shutil.which("pdftotext")


def text_of(text: str, language: Language = Language.ENGLISH) -> str:
    written = lettered(text, language)["text"]
    assert isinstance(written, str)
    return written


def walls(*texts: str) -> list[Drawing]:
    return wall(workshop(texts), FR)


def bare(text: str) -> str:
    """`text` without what a page adds or drops: spaces, breaks, marks of direction."""
    return re.sub(
        r"[\s\u00a0\u202f\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f\ufeff]+", "", text
    )


# What reaches the compiler


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_is_drawn_is_clean_and_whole(text: str) -> None:
    for drawing in [*walls(text), *roadmap(workshop(milestones=[_placed(text)]), FR)]:
        json.dumps(drawing.data, ensure_ascii=False).encode()  # no lone surrogate
        for said in texts_in(dict(drawing.data)):
            assert not {unicodedata.category(char) for char in said} & {"Cc", "Cs", "Co"}
            assert not set(said) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert bare(text_of(text)) == bare(one_line(text))


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_every_letter_has_a_glyph(text: str) -> None:
    for drawing in walls(text):
        assert without_glyph(drawing) == set()


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_living_scripts_are_drawn(text: str) -> None:
    assert drawable(text) == (text, True)
    # The compiler finds the font by itself: without it, every letter would be a box.
    assert _width(text) != pytest.approx(_width(text, fallback=False), rel=0.001)


def test_letters_that_no_font_has_are_one_sign_and_the_note_says_so() -> None:
    for drawing in walls("ni 𓀀𓀁𓂀 ni 𐏈", "tout"):
        assert without_glyph(drawing) == set()
        (cut, whole) = (n for s in _sections(drawing) for c in s["columns"] for n in c)
        assert (cut["text"]["text"], cut["text"]["whole"]) == ("ni ▯ ni ▯", False)
        assert whole["text"]["whole"]
        assert drawing.data["partial"] == FR("picture.partial")


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_a_note_that_is_not_whole_leads_to_the_text(tmp_path: Path) -> None:
    (drawing,) = walls("ni 𓀀 ni")
    assert bare(FR("picture.partial")) in _read_back(drawing, tmp_path)
    (drawing,) = walls("ni oui")
    assert bare(FR("picture.partial")) not in _read_back(drawing, tmp_path)


def test_the_fonts_are_named_licensed_and_light() -> None:
    told = (FONTS / "README.md").read_text("utf-8") + (FONTS / "OFL.txt").read_text("utf-8")
    files = [path for path in FONTS.iterdir() if path.suffix in (".ttf", ".otf")]
    for path in files:
        assert path.stem.split("-")[0] in told.replace(" ", ""), path.name
    assert sum(path.stat().st_size for path in files) < 12_000_000


def test_the_catalogues_can_be_drawn() -> None:
    for language in Language:
        for drawing in wall(workshop(30, language=language), catalogue(language)):
            assert without_glyph(drawing) == set()


def test_french_signs_keep_to_their_word() -> None:
    said = text_of("Où ? Là ! « Oui » ; non : 3 %", Language.FRENCH)
    assert said.startswith("Où\u202f? Là\u202f! «\u00a0Oui\u202f»\u202f;")
    assert text_of("Where ? « Here »") == "Where ? « Here »"


def test_long_words_can_be_broken_but_not_their_letters() -> None:
    said = text_of("a" * 200)
    assert max(map(len, said.split("\u200b"))) <= 11
    assert text_of("intergénérationnelle") == "intergénérationnelle"
    accents = text_of("e\u0301\u0323" * 60 + "x\u0302" * 60)
    assert not any(unicodedata.category(piece[0]) == "Mn" for piece in accents.split("\u200b"))
    family = "👨‍👩‍👧‍👦"
    assert text_of(family * 20).count(family) == 20


def test_scripts_without_spaces_break_where_their_words_end() -> None:
    thai = SCRIPTS["Thai"] * 3
    assert text_of(thai) == thai
    conjuncts = "क्षत्रज्ञ" * 12
    assert "\u200b" in text_of(conjuncts)
    assert "\u094d\u200b" not in text_of(conjuncts), "a joined letter was broken"


def test_alphabets_of_mathematics_become_letters() -> None:
    assert text_of("𝐆𝐫𝐚𝐬 ｅｔ 𝘧𝘪𝘯") == "Gras et fin"
    assert text_of("厨房，三年！") == "厨房，三年！"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("שלום", True), ("12 مرحبا", True), ("Bonjour שלום", False), ("12", False), ("", False)],
)
def test_the_direction_of_a_text_is_that_of_its_first_letter(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_lines_are_counted_about_right() -> None:
    assert lines_of("", 400, 33) == 1
    assert lines_of("un mot", 400, 33) == 1
    assert 4 <= lines_of("des mots " * 12, 400, 33) <= 6
    assert lines_of("a" * 200, 400, 33) >= 9


# What the page shows


@pytest.mark.parametrize("emoji", EMOJI)
def test_an_emoji_of_several_characters_is_one_picture(emoji: str) -> None:
    wide, one = _width(emoji), _width("😀")
    assert wide == pytest.approx(one, rel=0.35), "it fell apart"


def test_joined_letters_are_joined() -> None:
    assert _width("مرحبا") < sum(map(_width, "مرحبا"))


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("name", [n for n in WRITTEN if n != "emoji"])
def test_what_was_written_is_read_back_from_the_same_template(name: str, tmp_path: Path) -> None:
    text = WRITTEN[name]
    for drawing in walls(text):
        read = _read_back(drawing, tmp_path)
        wanted = bare(one_line(text))
        if name in ("Arabic", "Hebrew"):  # in the order of the page, or of the eye
            assert _among(read, wanted) == list(wanted)
        else:
            assert wanted in read


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_no_trick_changes_the_page(tmp_path: Path) -> None:
    tricks = [trick for trick in TRICKS if not right_to_left(trick)]
    texts = [f"avant {trick} après" for trick in tricks]
    read = "".join(_read_back(drawing, tmp_path) for drawing in walls(*texts))
    assert [t for t in texts if bare(one_line(t)) not in read] == []


def _among(read: str, wanted: str) -> list[str]:
    """The characters of `wanted` that can be taken out of what was read, one for one."""
    left = list(read)
    found = []
    for char in wanted:
        if char in left:
            left.remove(char)
            found.append(char)
    return found


def _read_back(drawing: Drawing, folder: Path) -> str:
    pdf = compiler(drawing.template).compile(
        format="pdf", sys_inputs={"data": json.dumps(drawing.data)}, timestamp=0
    )
    assert isinstance(pdf, bytes)
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    assert PDFTOTEXT is not None
    read = subprocess.run([PDFTOTEXT, "-raw", str(file), "-"], capture_output=True, check=True)
    return bare(read.stdout.decode())


def _sections(drawing: Drawing) -> list[dict[str, Any]]:
    found = drawing.data["sections"]
    assert isinstance(found, list)
    return found


def _placed(text: str) -> Milestone:
    return milestone(2028, "Gouvernance", text, text)


def _width(text: str, *, fallback: bool = True) -> float:
    """How wide a text is in the fonts of the pictures, in points."""
    names = re.search(r"#let fonts = \(.*?\)", (TEMPLATES / "common.typ").read_text("utf-8"), re.S)
    assert names is not None
    source = (
        f"{names[0]}\n#set text(font: fonts, size: 100pt"
        f", fallback: {str(fallback).lower()})\n"
        "#context [#metadata(measure(sys.inputs.text).width.pt()) <width>]"
    )
    made = typst.Compiler(input=source.encode(), font_paths=fonts(), sys_inputs={"text": text})
    return float(json.loads(made.query("<width>", field="value", one=True)))
