"""The PDF of a session: the parts of the Markdown, tagged, with every word that people wrote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports.documents import documents, whatever_can_be_made
from bot.reports.markdown import context, parts
from bot.reports.pdf.blocks import blocks, runs
from bot.reports.pdf.blocks import text_of as words_of
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.press import TEMPLATES, CannotDraw, Press
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.text import one_line
from bot.workshop.themes.sorting import Sorting, Theme
from tests import builders
from tests.reports.builders import ENDED, WEATHER, action, marked, record, without_raw
from tests.reports.drawn import DIMENSIONS, SCRIPTS, WRITTEN, milestone, workshop
from tests.reports.pdf.reading import elements, letters, made, outline, tags, text_of
from tests.workshop.hostile import EMOJI, TRICKS, hostile_texts

FR = catalogue(Language.FRENCH)
UA = b"<pdfuaid:part>1</pdfuaid:part>"
A4 = (595, 842)


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    held = Press(patience=600.0)
    yield held
    held.close()


def sorted_by_theme(told: SessionRecord, themes: int = 8) -> SessionRecord:
    made_up = tuple(Theme(n, f"Thème {n} au nom assez long") for n in range(1, themes + 1))
    places = {p.id: p.id % (themes + 1) or None for p in told.postits}
    steps = [
        replace(step, plan=builders.group()) if step.plan.kind == "reveal" else step
        for step in told.steps
    ]
    return replace(told, steps=tuple(steps), sorting=Sorting(made_up, places))


def said(told: SessionRecord, t: Catalogue) -> list[str]:
    """Every run of text that the Markdown holds."""
    found: list[str] = []

    def among(data: Any) -> None:
        if isinstance(data, dict):
            if "text" in data:
                found.append(data["text"])
            for value in data.values():
                among(value)
        elif isinstance(data, list):
            for value in data:
                among(value)

    for told_of in parts(told, t).values():
        for one in told_of:
            among(blocks(one.text, t.language))
    return found


@pytest.mark.parametrize("language", list(Language))
async def test_it_is_tagged_and_says_what_it_is(press: Press, language: Language) -> None:
    told, t = workshop(30, language=language), catalogue(language)
    read = await made(press, told, t)
    root: Any = read.trailer["/Root"]
    assert root["/Lang"] == language.value
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the reader
    assert UA in root["/Metadata"].get_object().get_data()
    assert read.metadata is not None
    assert read.metadata.title == told.session.title
    assert read.metadata.author == "Gommette"
    assert t("report_pdf.about", title=told.session.title) == read.metadata.subject
    assert read.metadata.creation_date == ENDED.astimezone(UTC)
    for page in read.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", [8, 98, 300])
async def test_it_has_the_parts_and_the_words_of_the_markdown(
    press: Press, language: Language, many: int
) -> None:
    told, t = sorted_by_theme(workshop(many, language=language)), catalogue(language)
    told = replace(told, actions=(action(), action("Louer un camion", first_step=None)))
    read = await made(press, told, t)
    wanted = [t(f"report.part.{part}") for part in parts(told, t)]
    bookmarks = outline(read)
    assert [title for depth, title, _ in bookmarks if depth == 1] == wanted
    contents = letters(read.pages[0].extract_text().replace(".", ""))
    for depth, title, page in bookmarks:
        assert letters(title) in letters(read.pages[page - 1].extract_text())
        if depth == 1:
            assert letters(f"{title}{page}") in contents, "the contents lead to the page"
    text = text_of(read)
    for run in said(told, t):
        assert letters(run) in text
    for postit in told.postits:
        assert letters(f"{postit.number}.{postit.text}") in text
    assert letters(words_of(runs(context(told, t), language)["runs"])) in text
    for number, sheet in enumerate(read.pages, start=1):
        shown = letters(sheet.extract_text())
        assert shown.endswith(letters(f"Gommette {number} / {len(read.pages)}"))
        if number > 1:
            assert shown.startswith(letters(f"{told.session.title} {t.day(told.day)}"))


async def test_screen_readers_get_headings_in_order_and_drawings_in_words(press: Press) -> None:
    told = sorted_by_theme(workshop(40))
    read = await made(press, told, FR)
    found = elements(read)
    levels = [int(str(one["/S"])[2:]) for one in found if str(one["/S"]) in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    counted = tags(read)
    assert counted["Title"] == counted["TOC"] == 1
    assert counted["H1"] == counted["TOCI"] == len(parts(told, FR))
    assert counted["LI"] >= len(told.postits)
    assert counted["TH"] and counted["TD"]
    drawings = [str(one["/Alt"]) for one in found if one["/S"] == "/Figure"]
    assert len(drawings) == 2
    assert any("feuille de route" in alt for alt in drawings)
    assert any("gommettes" in alt for alt in drawings)


@pytest.mark.parametrize("many", [9, 10, 60])
async def test_a_long_roadmap_has_a_page_of_its_own(press: Press, many: int) -> None:
    placed = [
        milestone(2023 + n % 9, DIMENSIONS[n % 4], f"Le jalon numéro {n} est atteint", number=n)
        for n in range(1, many + 1)
    ]
    read = await made(press, workshop(8, milestones=placed), FR)
    wide = [page for page in read.pages if page.mediabox.width > page.mediabox.height]
    titles = [title for depth, title, _ in outline(read) if depth == 1]
    assert (titles[-1] == FR("report_pdf.poster")) == bool(wide) == (many >= 10)
    if wide:
        assert wide == [read.pages[-1]]
        shown = letters(wide[0].extract_text())
        assert all(letters(one.statement) in shown for one in placed)


async def test_marks_are_a_chart_too(press: Press) -> None:
    read = await made(press, marked([5, 4, 4, 2], ["Un peu long"]), FR)
    (drawing,) = [one for one in elements(read) if one["/S"] == "/Figure"]
    assert drawing["/Alt"]
    assert letters("Un peu long") in text_of(read)


@pytest.mark.parametrize(
    "told",
    [record(WEATHER), record(WEATHER, ended=False), without_raw(workshop(30)), record(title="x")],
    ids=["nothing", "running", "deleted", "short"],
)
async def test_a_session_of_next_to_nothing_has_its_report(
    press: Press, told: SessionRecord
) -> None:
    read = await made(press, told, FR)
    assert [title for depth, title, _ in outline(read) if depth == 1] == [
        FR(f"report.part.{part}") for part in parts(told, FR)
    ]


async def test_masked_names_nobody(press: Press) -> None:
    told = workshop(30)
    masked = replace(told, session=replace(told.session, signing=Signing.MASKED))
    assert "Alix" in text_of(await made(press, told, FR))
    assert "Alix" not in text_of(await made(press, masked, FR))


def everywhere(texts: Sequence[str]) -> SessionRecord:
    """A session in which people wrote `texts` wherever they can."""
    told = workshop(texts)
    first = texts[0]
    return replace(
        told,
        session=replace(told.session, title=first),
        sorting=Sorting((Theme(1, first),), {told.postits[0].id: 1}),
        actions=tuple(action(text, text, first_step=text) for text in texts),
        milestones=tuple(
            builders.milestone(2030, text, text, number=rank)
            for rank, text in enumerate(texts, start=1)
        ),
        parked=tuple(texts),
    )


HOSTILE = [t for t in (*TRICKS, *WRITTEN.values(), *SCRIPTS.values(), *EMOJI) if one_line(t)]
TOGETHER = 16


@pytest.mark.parametrize("first", range(0, len(HOSTILE), TOGETHER))
async def test_whatever_was_written_is_data(press: Press, first: int) -> None:
    """It makes no heading, list or table of its own, and the PDF is PDF/UA as ever."""
    texts = HOSTILE[first : first + TOGETHER]
    read = await made(press, everywhere(texts), FR)
    calm = tags(await made(press, everywhere([f"rien {n}" for n in range(len(texts))]), FR))
    counted = tags(read)
    for kind in ("H1", "H2", "H3", "L", "LI", "Table", "TR", "TD", "Figure", "BlockQuote", "Title"):
        assert counted[kind] == calm[kind], kind
    found = text_of(read)
    for text in texts:
        shown = lettered(text, FR.language)["text"]
        assert isinstance(shown, str)
        if shown.isascii():
            assert found.count(letters(shown)) >= 6, shown


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(["\ufeffun\ufeff", "deux", "trois", "\U00012000"])
@example(["\U0008b24d\u1035", "deux", "trois", "quatre"])
@given(texts=st.lists(hostile_texts.filter(one_line), min_size=4, max_size=12))
def test_any_text_is_typeset(texts: list[str]) -> None:
    held = Press(patience=600.0)
    try:
        read = asyncio.run(made(held, everywhere(texts), FR))
    finally:
        held.close()
    assert tags(read)["Title"] == 1


async def test_long_words_break_and_none_is_lost(press: Press) -> None:
    word = "anticonstitutionnellement" * 12
    read = await made(press, everywhere([word]), FR)
    assert text_of(read).count(word) >= 7


async def test_without_fonts_or_template_it_says_that_it_cannot(tmp_path: Any) -> None:
    for broken in (Press(fonts=tmp_path), Press(templates=tmp_path)):
        with pytest.raises(CannotDraw):
            await documents(workshop(3), [DocumentKind.PDF], FR, broken)
        broken.close()


async def test_the_markdown_stands_in_for_a_pdf_that_cannot_be_made(
    press: Press, tmp_path: Any
) -> None:
    told = workshop(3)
    whole = await whatever_can_be_made(told, [DocumentKind.PDF, DocumentKind.JSON], FR, press)
    assert [one.kind for one in whole.documents] == [DocumentKind.PDF, DocumentKind.JSON]
    assert whole.documents[0].name.endswith(".pdf")
    assert not whole.without_pdf
    broken = Press(templates=tmp_path)
    for held, alone in ((broken, False), (press, True)):
        less = await whatever_can_be_made(told, [DocumentKind.PDF], FR, held, words_alone=alone)
        assert [one.kind for one in less.documents] == [DocumentKind.MARKDOWN]
        assert less.without_pdf
    broken.close()
    assert (TEMPLATES / "report.typ").exists()


async def test_who_did_not_ask_for_it_misses_nothing(tmp_path: Any) -> None:
    broken = Press(templates=tmp_path)
    less = await whatever_can_be_made(workshop(3), [DocumentKind.JSON], FR, broken)
    assert [one.kind for one in less.documents] == [DocumentKind.JSON]
    assert not less.without_pdf
    broken.close()
