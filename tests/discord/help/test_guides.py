"""The guides are true to the product: what they name is there, in their language, and fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.i18n import Catalogue, catalogue
from bot.interface.showing.layout import TEXT_LIMIT
from bot.workshop.language import Language
from cogs.help.guide import GUIDES, Chapter, Guide, book, path
from cogs.help.reading import chapter_page
from tests.discord.acting import Room, buttons, en, fr, options
from tests.discord.forging import choose_id, press_id
from tests.discord.test_commands import paths
from tests.test_i18n import FAULT, NOT_PROSE

WRITTEN = [(guide, language) for guide in Guide for language in (fr.language, en.language)]
each = pytest.mark.parametrize(("guide", "language"), WRITTEN)

SCREEN = 1900  # characters of a chapter: about a screen of a phone, scrolled once
CODE = re.compile(r"```.*?```", re.DOTALL)


def text_of(guide: Guide, language: Language) -> str:
    return path(guide, language).read_text(encoding="utf-8")


@each
async def test_each_command_that_a_guide_names_is_one(
    hall: Room, guide: Guide, language: Language
) -> None:
    tree = hall.stage.bot.tree
    assert tree.translator is not None
    known: set[str] = set()
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, tree.translator)
        if payload.get("type", 1) == 1:
            known |= paths(payload, language)
    named = re.findall(r"`/([^`]+)`", text_of(guide, language))
    assert named
    assert set(named) <= known


def is_said(label: str, t: Catalogue) -> bool:
    """Return whether a button may be called so: a sentence, or what stands before what it names."""
    for forms in t.sentences.values():
        for form in forms:
            words = re.split(r"\{\w+\}", form)
            if re.fullmatch(".+".join(map(re.escape, words)), label):
                return True
            if len(words) > 1 and words[0].rstrip(" :\u00a0·") == label:
                return True
    return False


@each
def test_each_button_that_a_guide_names_is_one(guide: Guide, language: Language) -> None:
    t = catalogue(language)
    labels = set(re.findall(r"\*\*(.+?)\*\*", text_of(guide, language)))
    assert labels
    assert {label for label in labels if not is_said(label, t)} == set()


@each
def test_each_chapter_is_one_screen(guide: Guide, language: Language) -> None:
    t = catalogue(language)
    held = book(guide, language)
    for rank, chapter in enumerate(held.chapters):
        assert 0 < len(chapter.text) <= SCREEN, chapter.title
        assert "](" not in chapter.text, "what leads nowhere in Discord"
        assert chapter_page(guide, rank, t).content_length() <= TEXT_LIMIT


@pytest.mark.parametrize("guide", Guide)
def test_a_guide_has_the_same_chapters_in_each_language(guide: Guide) -> None:
    books = [book(guide, language) for of, language in WRITTEN if of is guide]
    shapes = {tuple(map(points, held.chapters)) for held in books}
    assert len(shapes) == 1


def points(chapter: Chapter) -> int:
    """Return how many points a chapter lists."""
    return len(re.findall(r"^(?:- |\d\.)", chapter.text, re.MULTILINE))


@each
def test_the_pictures_of_a_guide_are_there_and_described(guide: Guide, language: Language) -> None:
    found = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text_of(guide, language))
    assert found
    for described, where in found:
        assert described
        assert (GUIDES / where).is_file()


@pytest.mark.parametrize("guide", Guide)
def test_french_signs_keep_to_their_word_there_too(guide: Guide) -> None:
    text = CODE.sub("", text_of(guide, fr.language)).replace("![", "[")
    assert FAULT.findall(NOT_PROSE.sub("x", text)) == []


def test_no_file_is_left_over_and_both_readmes_lead_to_the_guides() -> None:
    assert {file.name for file in GUIDES.iterdir()} == {path(g, lang).name for g, lang in WRITTEN}
    root = Path(__file__).parents[3]
    for name, language in (("README.md", en.language), ("README.fr.md", fr.language)):
        text = (root / name).read_text(encoding="utf-8")
        for guide in Guide:
            assert f"](data/guides/{path(guide, language).name})" in text


@pytest.mark.parametrize("language", [fr.language, en.language])
async def test_a_guide_is_read_in_private_chapter_by_chapter(
    hall: Room, language: Language
) -> None:
    t, held = catalogue(language), book(Guide.FACILITATOR, language)
    awa, said = hall.person("Awa", language), hall.texts
    answer = await awa.command(hall.channel, "help")
    assert t("button.guide.host") not in buttons(answer)
    label = t("button.guide.facilitator")
    answer = await awa.press(answer, label=label)
    assert answer.private
    assert held.chapters[0].text in answer.text
    answer = await awa.press(answer, label="▶")
    assert held.chapters[1].text in answer.text
    titles = list(options(answer, "help.chapter").values())
    assert titles == [chapter.title for chapter in held.chapters]
    last = str(len(titles) - 1)
    answer = await awa.choose(answer, "help.chapter", last)
    assert held.chapters[-1].text in answer.text
    assert "▶" not in buttons(answer)
    answer = await awa.press(answer, "help.open")
    assert t("help.title") in answer.text
    assert hall.texts == said


async def test_whoever_manages_the_server_has_the_guide_for_hosts(hall: Room) -> None:
    manager = hall.manager("Régis", en.language)
    answer = await manager.command(hall.channel, "help")
    answer = await manager.press(answer, label=en("button.guide.host"))
    assert book(Guide.HOST, en.language).title in answer.text


async def test_a_page_that_is_none_is_refused(hall: Room) -> None:
    await hall.open("meteo")
    awa = hall.person("Awa")
    for pressed in ("help.guide:2:0", "help.guide:0:99", "help.guide:0:-1", "help.guide:x:0"):
        answer = await press_id(hall, awa, hall.card, pressed)
        assert answer.text == fr("button.unknown")
    for chosen in ("99", "-1", "tout"):
        answer = await choose_id(hall, awa, hall.card, "help.chapter:0", chosen)
        assert answer.text == fr("button.unknown")
