"""A language of a few sentences is one: a room plays in it, and reads English for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.i18n import catalogue
from bot.rehearsal.stage import found, text_of
from bot.workshop.language import Language
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.settings.settings import ServerSettings
from tests.discord.acting import Room, buttons, en, options
from tests.discord.checking import walk
from tests.discord.described import FILE, problems
from tests.third import third


@pytest.fixture
def polish(tmp_path: Path) -> Iterator[Language]:
    with third(tmp_path / "locale") as language:
        yield language


async def in_polish(hall: Room, language: Language) -> None:
    async with hall.stage.bot.ctx.database.write() as tx:
        chosen = ServerSettings(hall.server.id, language=language, documents=tuple(DocumentKind))
        await tx.servers.put(chosen)
    hall.lead = hall.manager("Kasia", language)


async def test_a_session_mixes_its_sentences_and_english(polish: Language, hall: Room) -> None:
    await in_polish(hall, polish)
    zofia, adam = (hall.person(name, polish) for name in ("Zofia", "Adam"))
    await hall.open("brainstorm")
    lobby = hall.stage.last(hall.channel)
    assert "Zaczynamy, gdy wszyscy będą." in text_of(lobby)
    assert {"Zaczynamy", en("button.cancel")} <= set(buttons(hall.panel))
    await hall.steer("lead.start")
    wrote = await hall.write(zofia, "Ogród dla wszystkich", "Wspólny obiad", "Rower")
    assert "3 karteczki zapisane." in wrote.text
    assert "Karteczka zapisana." in (await hall.write(adam, "Cisza")).text
    while found(hall.panel, "lead.next"):
        await hall.steer("lead.next")
    await hall.end()
    await hall.stage.later(60)
    posted = hall.stage.messages(hall.channel)
    said = "\n".join(map(text_of, posted))
    assert "4 karteczki" in said
    files = {file.filename: await file.read() for m in posted for file in m.attachments}
    endings = {name.rpartition(".")[2] for name in files}
    assert endings >= {"pdf", "md", "json", "csv"}
    (pdf,) = (content for name, content in files.items() if name.endswith(".pdf"))
    assert str(PdfReader(BytesIO(pdf)).root_object["/Lang"]) == "pl"


async def test_a_recipe_is_written_in_any_of_three_languages(polish: Language, hall: Room) -> None:
    await in_polish(hall, polish)
    bench = await hall.lead.command(hall.channel, "recipe new", **{"from": "meteo"})
    assert en("recipe.in_language", language="polski") in bench.text
    offered = options(bench, "recipe.tongue")
    assert list(offered) == ["fr", "pl", "en"]
    for code in ("pl", "fr", "en"):
        bench = await hall.lead.choose(bench, "recipe.tongue", code)
        name = catalogue(polish).language_name(Language(code))
        assert en("recipe.in_language", language=name) in bench.text


@pytest.mark.skipif(not FILE.exists(), reason="Discord's description is not here")
async def test_its_commands_are_as_discord_describes_them(polish: Language, hall: Room) -> None:
    (sync,) = [r for r in hall.stage.env.http_requests if r.path.endswith("/commands")]
    assert problems(sync) == []
    assert sync.json is not None
    session = next(one for one in sync.json if one["name"] == "session")
    assert session["name_localizations"] == {"fr": "séance", "pl": "sesja"}
    assert session["description_localizations"]["pl"] == "Prowadzenie warsztatu krok po kroku"
    told = {str(part.get("name_localizations", {}).get("pl")) for part in walk(sync.json)}
    assert "nowa" not in told, "two commands would have the same name"
    assert "Przebieg Spotkania" not in told, "Discord takes no such name"


def test_what_cannot_be_said_is_said_in_english(polish: Language) -> None:
    t = catalogue(polish)
    filled = {"title": "A", "n": 1, "total": 2}
    assert t("card.place", **filled) == en("card.place", **filled)
    assert t("lobby.cancelled") == en("lobby.cancelled")
    assert t.n("count.themes", 5) == en.n("count.themes", 5)
    assert "button.stay" not in t.sentences, "its translator was not sure"
    assert "no.such.key" not in t
    assert t.unfit == 4


def test_it_counts_and_writes_numbers_and_days_as_its_readers_do(polish: Language) -> None:
    t = catalogue(polish)
    counted = [t.n("count.postits", n) for n in (0, 1, 2, 5, 12, 22, 1_000_000)]
    assert counted == [
        "0 karteczek",
        "1 karteczka",
        "2 karteczki",
        "5 karteczek",
        "12 karteczek",
        "22 karteczki",
        "1000000 karteczek",
    ]
    assert t.n("count.postits", Fraction(7, 2)) == "3,5 karteczek"
    assert (t.day(date(2027, 3, 1)), t.decimal_mark) == ("1 marca 2027", ",")
    assert t.listed(["a", "b", "c"]) == "a, b i c"
    assert [t.language_name(one) for one in Language] == ["francuski", "polski", "angielski"]


@pytest.mark.parametrize(
    ("locale", "code"),
    [("pl", "pl"), ("fr", "fr"), ("en-US", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_a_locale_of_discord_finds_the_nearest(
    polish: Language, locale: str | None, code: str
) -> None:
    assert Language.nearest(locale) == code
