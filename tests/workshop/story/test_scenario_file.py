"""Scenarios as files: what is written is read back, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.library import DATA
from bot.workshop.errors import DataError
from bot.workshop.faults import FaultKind
from bot.workshop.story.scenario import Scenario, read_scenario
from bot.workshop.story.scenario_file import FILE_LIMIT, read_sketch, write_scenario
from bot.workshop.story.sketch import Sketch
from tests.builders import scenario
from tests.workshop.hostile import TRICKS
from tests.workshop.scenarios import scenarios

TEXT = write_scenario(scenario())
SHIPPED = sorted((DATA / "scenarios").glob("*.toml"))


def wrong(content: bytes) -> list[tuple[str, FaultKind]]:
    """Return the places and kinds of what is wrong with a file."""
    with pytest.raises(DataError) as caught:
        read_sketch(content, "a.toml")
    assert caught.value.faults, "there is something to tell"
    assert len(caught.value.faults) == len(caught.value.problems)
    return [(fault.place, fault.kind) for fault in caught.value.faults]


def changed(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new).encode()


@settings(max_examples=200)
@given(scenarios())
@example(scenario())
def test_what_is_written_is_read_back_exactly(whole: Scenario) -> None:
    assert read_scenario(write_scenario(whole), "a.toml") == whole


@pytest.mark.parametrize(
    "text", ['a"""b\nc"', '"\n"', "a\\\nb\\", '\n""""""\n"', "a\r\nb", "\t\n\t"]
)
def test_quotes_and_line_ends_survive(text: str) -> None:
    whole = scenario().model_copy(update={"opening": f"«{text}»"})
    assert read_scenario(write_scenario(whole), "a.toml") == whole


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_scenario_is_imported_as_it_is(path: Path) -> None:
    whole = read_scenario(path.read_text("utf-8"), path.name)
    sketch = read_sketch(write_scenario(whole).encode(), "a.toml")
    assert sketch.whole() == whole
    assert len(write_scenario(whole).encode()) < FILE_LIMIT / 8


@given(st.sampled_from(TRICKS), st.sampled_from(["opening", "question", "title"]))
def test_what_people_write_is_imported_as_text(trick: str, key: str) -> None:
    whole = scenario().model_copy(update={key: f"a{trick.encode('utf-8', 'ignore').decode()}z"})
    try:
        sketch = read_sketch(write_scenario(whole).encode(), "a.toml")
    except DataError as error:
        assert {fault.kind for fault in error.faults} == {FaultKind.CONTROL}
    else:
        assert getattr(sketch, key) == getattr(Sketch.of(whole), key)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(key, FaultKind.MISSING) for key in (
            "title", "organisation", "language", "origin", "horizon", "opening", "anchors",
            "question", "dimensions",
        )]),
        (b"\xff\xfe", [("", FaultKind.NOT_UTF8)]),
        ("title = 'été'".encode("latin-1"), [("", FaultKind.NOT_UTF8)]),
        (b"\x89PNG\r\n", [("", FaultKind.NOT_UTF8)]),
        (b"title = ", [("", FaultKind.TOML)]),
        (b"# \x00", [("", FaultKind.TOML)]),
        (b"a = " + b"[" * 30_000, [("", FaultKind.TOML)]),
        (b"a = " + b"9" * 5_000, [("", FaultKind.TOML)]),
        (b"a." * 60_000 + b"b = 1", [("", FaultKind.TOML)]),
        (b"[" + b"a . " * 8_000 + b"a]\n" + b"b = 1\n" * 9_000, [("", FaultKind.TOML)]),
        (b'a = {x = """y""""", ' + b"b." * 9_000 + b"b = 1}", [("", FaultKind.TOML)]),
        (b"a = ''\n" + b"'b'.\"b.b\"." * 9_000 + b"b = 1", [("", FaultKind.TOML)]),
        (changed("origin = 2022", "origin = 2022\nauthor = 'x'"), [("author", FaultKind.UNKNOWN)]),
        (changed("origin = 2022", "origin = 'hier'"), [("origin", FaultKind.NOT_NUMBER)]),
        (changed("origin = 2022", "origin = 1500"), [("origin", FaultKind.YEAR)]),
        (changed("origin = 2022", "origin = nan"), [("origin", FaultKind.NOT_NUMBER)]),
        (changed("origin = 2022", "origin = 2026-01-01"), [("origin", FaultKind.NOT_NUMBER)]),
        (changed("origin = 2022", "origin = 2040"), [("", FaultKind.HORIZON)]),
        (changed("origin = 2022", "origin = 1900"), [("", FaultKind.FAR)]),
        (changed("year = 2026", "year = 2031"), [("", FaultKind.ORDER)]),
        (changed("year = 2026", "year = 2040"), [("", FaultKind.OUTSIDE)]),
        (changed("year = 2026", "years = 2026"), [
            ("anchors[1].year", FaultKind.MISSING), ("anchors[1].years", FaultKind.UNKNOWN),
        ]),
        (changed('language = "fr"', 'language = "de"'), [("language", FaultKind.LANGUAGE)]),
        (changed('title = "Les', f'title = "{"x" * 60}Les'), [("title", FaultKind.LONG)]),
        (changed('name = "Services"', 'name = ""'), [("dimensions[2].name", FaultKind.EMPTY)]),
        (changed('name = "Services"', "name = 3"), [("dimensions[2].name", FaultKind.NOT_TEXT)]),
        (changed('name = "Services"', 'name = "gouvernance"'), [("", FaultKind.SAME)]),
        (changed("[award]", "[[award]]"), [("award", FaultKind.NOT_TABLE)]),
        (changed("Un geste.", "Un \\u202egeste."), [
            ("anchors[1].text", FaultKind.CONTROL), ("anchors[2].text", FaultKind.CONTROL),
        ]),
        (changed("Bravo.", "Bra\\u0007vo."), [("award.text", FaultKind.CONTROL)]),
        (changed("Bravo.", "\\u200b"), [("award.text", FaultKind.EMPTY)]),
        (TEXT.encode() + b"[media]\nname='../../a.mp3'\ndigest='x'\ntranscript='x'\n", [
            ("media.name", FaultKind.ODD), ("media.digest", FaultKind.ODD),
        ]),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_told_place_by_place(
    content: bytes, found: list[tuple[str, FaultKind]]
) -> None:
    assert wrong(content) == found


@pytest.mark.parametrize("text", ["." * 400, "un.deux." * 60, '"x.y"' * 40, "'''. .\n.'''" * 9])
def test_dots_and_quotes_of_a_text_are_no_keys(text: str) -> None:
    whole = scenario().model_copy(update={"opening": text, "question": f"{text}\n# . {text}"[:500]})
    assert read_sketch(write_scenario(whole).encode(), "a.toml").opening == text
    in_line = TEXT.replace("Bravo.", "B.r.a.v.o." * 20) + "# " + "." * 90
    assert read_sketch(in_line.encode(), "a.toml").award is not None


def test_where_keys_are_too_deep_is_told() -> None:
    with pytest.raises(DataError) as caught:
        read_sketch(b'a = """\n\n"""\n' + b"b." * 40 + b"b = 1\n", "a.toml")
    (fault,) = caught.value.faults
    assert fault.figures["line"] == 4


def test_where_toml_breaks_is_told() -> None:
    with pytest.raises(DataError) as caught:
        read_sketch(b'title = "a"\nquestion = "b\n', "a.toml")
    (fault,) = caught.value.faults
    assert fault.figures["line"] == 2


def test_a_file_of_windows_is_read() -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert read_sketch(content, "a.toml") == Sketch.of(scenario())


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore")))
def test_no_file_whatever_does_more_than_be_refused(content: bytes) -> None:
    wrong(content)
