"""A step kind is one object in each layer: these tests name the piece that is missing.

They look at what the modules define, not at what the registers list: a piece that was written and
never registered is named too.
"""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import NoneType
from typing import get_args

import pytest

from bot.client import COGS, Gommette
from bot.config import ROOT, Settings
from bot.i18n import catalogue
from bot.interface.cog import Desk
from bot.interface.showing.screen import StepScreen
from bot.library import Library
from bot.reports.kinds import SECTIONS
from bot.reports.record import SessionRecord
from bot.reports.step import Part, Section
from bot.services.kinds import STEP_ACTS, acts_of
from bot.services.step import StepActs
from bot.store.rows.base import Aggregate
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.step import BaseStep
from tests.introspection import leaves_of, path_of
from tests.store.seeing import opened


def tree_of(file: str | Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"))


def called_in(module: ast.Module) -> list[ast.stmt]:
    """Return the statements of a module but for its own functions that nothing in it names."""
    named = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    return [
        part
        for part in module.body
        if not isinstance(part, ast.FunctionDef) or part.name[0] != "_" or part.name in named
    ]


def capability(kind: str) -> str:
    """Return the folder in which a kind stands, the same in every layer."""
    return STEP_KINDS[kind].__module__.split(".")[2]


@pytest.fixture
async def loaded(tmp_path: Path) -> AsyncIterator[Gommette]:
    """The bot with all its cogs; it never speaks to Discord."""
    async with opened(tmp_path / "gommette.db") as database:
        bot = Gommette(Settings(shard_count=1), database, Library.load())
        await bot.load_cogs()
        yield bot
        bot.press.close()


@pytest.mark.parametrize("kind", leaves_of(BaseStep, "bot.workshop"))
def test_a_kind_is_registered(kind: type[BaseStep]) -> None:
    assert kind in STEP_KINDS.values(), (
        f"no recipe can use {kind.__name__} of {path_of(kind)}:"
        " add it to Kinds in bot/workshop/kinds.py"
    )


def test_a_capability_is_loaded() -> None:
    for folder in sorted((ROOT / "cogs").iterdir()):
        if (folder / "__init__.py").exists():
            assert f"cogs.{folder.name}" in COGS, (
                f"nothing of cogs/{folder.name} is loaded: add it to COGS in bot/client.py"
            )
            assert hasattr(import_module(f"cogs.{folder.name}"), "setup"), (
                f"nothing of cogs/{folder.name} is loaded: write `setup` in"
                f" cogs/{folder.name}/__init__.py"
            )
    assert len(set(COGS)) == len(COGS)


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_kind_says_something_in_the_reports(kind: str) -> None:
    assert kind in SECTIONS, (
        f"“{kind}” says nothing in the reports: write its section in"
        f" bot/reports/{capability(kind)}/step.py and add it to SECTIONS in bot/reports/kinds.py"
    )


# What writes parts of the export, and of other reports too.
BESIDE = (ROOT / "bot/reports/dropped.py", ROOT / "bot/reports/review/marking.py")


def test_what_reports_need_is_read_and_exported() -> None:
    """A field of the record that nobody fills, or that the export leaves out, is named."""
    filled = {
        keyword.arg
        for call in ast.walk(tree_of("bot/services/records.py"))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "SessionRecord"
        for keyword in call.keywords
    }
    exported = {
        node.attr
        for file in [*sorted(ROOT.glob("bot/reports/**/data.py")), *BESIDE]
        for part in called_in(tree_of(file))
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "record"
    }
    # The echo of each post-it stands beside it.
    exported |= {"echoes"} if "echo" in exported else set()
    for field in fields(SessionRecord):
        assert field.name in filled, (
            f"nothing reads “{field.name}” for the reports: add it to `record` in"
            " bot/services/records.py"
        )
        assert field.name in exported, (
            f"the export leaves out “{field.name}”: add it to bot/reports/data.py"
        )


async def test_what_people_wrote_is_read_for_the_reports(loaded: Gommette) -> None:
    read = ast.unparse(tree_of("bot/services/records.py"))
    async with loaded.ctx.database.read() as tx:
        assert tx.aggregates, "each is made when it is asked for"
        for name, family in vars(tx).items():
            if isinstance(family, Aggregate) and hasattr(family, "of_session"):
                assert f"tx.{name}.of_session(" in read, (
                    f"the reports say nothing of what tx.{name} holds: give it a field in"
                    " SessionRecord (bot/reports/record.py), read in bot/services/records.py"
                )


async def test_a_kind_shows_something_in_discord(loaded: Gommette) -> None:
    for kind in STEP_KINDS:
        folder = f"cogs/{capability(kind)}"
        assert kind in loaded.screens, (
            f"“{kind}” shows nothing in Discord: write its screen in {folder}/step.py and give it"
            f" to bot.screens in the setup of {folder}/__init__.py"
        )


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_kind_is_in_a_recipe(kind: str) -> None:
    recipes = Library.load().recipes.values()
    assert any(step.kind == kind for recipe in recipes for step in recipe.steps), (
        f"“{kind}” is in no recipe: use it in a file of data/recipes/"
    )


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("language", Language)
def test_a_part_of_the_reports_has_its_heading(part: Part, language: Language) -> None:
    assert f"report.part.{part}" in catalogue(language).sentences, (
        f"part “{part}” of the reports has no heading: write report.part.{part} in the catalogue of"
        f" its capability (data/locale/{language}/*.po)"
    )


@pytest.mark.parametrize("section", leaves_of(Section, "bot.reports"))
def test_a_section_belongs_to_a_kind(section: type[Section]) -> None:
    named = [kind for kind, held in SECTIONS.items() if type(held) is section]
    assert len(named) == 1, (
        f"{section.__name__} of {path_of(section)} is in no report:"
        " add it to SECTIONS in bot/reports/kinds.py"
    )
    assert named[0] in STEP_KINDS


@pytest.mark.parametrize("acts", leaves_of(StepActs, "bot.services"))
def test_acts_belong_to_a_kind(acts: type[StepActs]) -> None:
    named = [kind for kind, held in STEP_ACTS.items() if type(held) is acts]
    assert len(named) == 1, (
        f"{acts.__name__} of {path_of(acts)} never acts: add it to STEP_ACTS in"
        " bot/services/kinds.py"
    )
    assert named[0] in STEP_KINDS


async def test_a_screen_belongs_to_a_kind(loaded: Gommette) -> None:
    assert set(loaded.screens) == set(STEP_KINDS)
    for screen in leaves_of(StepScreen, "cogs"):
        assert screen in {type(held) for held in loaded.screens.values()}, (
            f"{screen.__name__} of {path_of(screen)} is never shown: give it to bot.screens in the"
            f" setup of {Path(path_of(screen)).parent.as_posix()}/__init__.py"
        )


async def test_what_a_screen_draws_from_is_found(loaded: Gommette) -> None:
    for kind, screen in loaded.screens.items():
        (base,) = vars(type(screen))["__orig_bases__"]
        (drawn_from,) = get_args(base)
        folder = f"bot/services/{capability(kind)}"
        assert drawn_from is NoneType or type(acts_of(kind)).found is not StepActs.found, (
            f"the card of “{kind}” is drawn from what nobody reads: override `found` in a StepActs"
            f" of {folder}/step.py, in STEP_ACTS of bot/services/kinds.py"
        )


async def test_a_desk_is_open(loaded: Gommette) -> None:
    for desk in leaves_of(Desk, "cogs"):
        assert desk in {type(held) for held in loaded.cogs.values()}, (
            f"nobody answers the buttons of {desk.__name__} ({path_of(desk)}): add it to the setup"
            f" of {'/'.join(path_of(desk).split('/')[:2])}/__init__.py"
        )
