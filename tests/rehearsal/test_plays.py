"""The plays of the demo: each is registered, says what it shows, and proves what was posted."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from bot.i18n import catalogue
from bot.rehearsal import plays
from bot.rehearsal.demo import ALL, UnknownPlayError, listing, perform, plays_named
from bot.rehearsal.plays import PLAYS, checkin
from bot.rehearsal.scene import Scene
from bot.workshop.language import Language

SEED = 2032
# What a terminal of a hundred columns holds beside the name of a play.
SENTENCE = 87


def received(out: Path) -> set[str]:
    """Return the folders in which what coordinators received was written."""
    return {file.parent.name for file in out.glob("*/*.message.md")}


def test_each_module_is_a_play_of_its_name() -> None:
    modules = [module.name for module in iter_modules(plays.__path__)]
    assert sorted(PLAYS) == sorted(modules)
    for name in modules:
        assert import_module(f"{plays.__name__}.{name}").PLAY is PLAYS[name]
    assert not {ALL, "list"} & set(PLAYS)


def test_a_newcomer_sees_the_reference_workshop() -> None:
    assert next(iter(PLAYS)) == "workshop"


@pytest.mark.parametrize("language", list(Language))
def test_the_listing_says_each_play_in_one_row(language: Language) -> None:
    rows = listing(language).splitlines()
    assert [row.split()[0] for row in rows] == [*PLAYS, ALL]
    t = catalogue(language)
    for play, row in zip(PLAYS.values(), rows, strict=False):
        assert play.about(t) in row
        assert len(play.about(t)) <= SENTENCE, play.name


def test_plays_are_found_by_name() -> None:
    assert [play.name for play in plays_named("consent")] == ["consent"]
    assert [play.name for play in plays_named(ALL)] == list(PLAYS)
    with pytest.raises(UnknownPlayError, match="dance"):
        plays_named("dance")


@pytest.mark.parametrize("name", PLAYS)
async def test_a_play_proves_itself_with_few_people(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    play = PLAYS[name]
    fine = await perform([play], 2, SEED, Language.ENGLISH, tmp_path)
    told = capsys.readouterr().out
    assert fine, told
    assert "✗" not in told
    assert play.title(catalogue(Language.ENGLISH)) in told
    assert received(tmp_path) == {name}
    assert ("--play NAME" in told) is (name == "workshop")


async def test_a_difference_fails_the_play_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def act(scene: Scene) -> None:
        await checkin.act(scene)
        scene.same("weather", "sun", "rain")

    assert not await perform([replace(checkin.PLAY, act=act)], 3, SEED, Language.FRENCH, tmp_path)
    told = capsys.readouterr().out
    assert "✗ the posted weather differ: 'sun' was made, 'rain' posted" in told
    assert "✓" not in told.split("Vérifié")[1]


async def test_several_plays_end_with_the_list_of_what_was_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played = [PLAYS["checkin"], PLAYS["review"]]
    assert await perform(played, 3, SEED, Language.FRENCH, tmp_path)
    told = capsys.readouterr().out.splitlines()
    assert told[-2:] == ["✓ checkin · Une météo", "✓ review · Garder, jeter, essayer"]
    assert received(tmp_path) == {"checkin", "review"}
