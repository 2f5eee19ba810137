"""Inside a transaction nothing is awaited but the rows: nobody waits for a drawing, or for Discord,
while they wait for the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Counting: it leaves the transaction to count, but for those who never stop voting.
ALLOWED = {"ctx.counts.of(box)"}


FILES = [
    file
    for folder in ("bot", "cogs")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if ROOT / "bot" / "store" not in file.parents
]


def awaited_apart(source: str) -> list[str]:
    """Return what is awaited in a transaction of `source` without being given it.

    A transaction is the block of ``async with ….write() as tx`` or ``….read() as tx``, and any
    function that is given one.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        names = set(_transactions(node))
        if not names:
            continue
        for inner in _inside(node):
            if isinstance(inner, ast.Await) and not names & _named(inner):
                text = ast.unparse(inner.value)
                if text not in ALLOWED:
                    found.append(text)
    return sorted(set(found))


def _transactions(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.AsyncFunctionDef):
        for argument in node.args.args:
            if (
                isinstance(argument.annotation, ast.Name)
                and argument.annotation.id == "Transaction"
            ):
                yield argument.arg
    elif isinstance(node, ast.AsyncWith):
        for item in node.items:
            call = item.context_expr
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr in ("read", "write")
                and isinstance(item.optional_vars, ast.Name)
            ):
                yield item.optional_vars.id


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    assert isinstance(node, (ast.AsyncWith, ast.AsyncFunctionDef))
    for statement in node.body:
        yield from ast.walk(statement)


def _named(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_but_rows_is_awaited_in_a_transaction(file: Path) -> None:
    assert awaited_apart(file.read_text(encoding="utf-8")) == []


def test_the_check_sees_what_it_is_there_for() -> None:
    source = """
async def f(ctx, press):
    async with ctx.database.write() as tx:
        await tx.notes.add(1)
        await helper(ctx, tx)
        await press.defer()
    await press.done()

async def helper(ctx: Context, tx: Transaction) -> None:
    if await tx.notes.of_session(1):
        await asyncio.to_thread(draw)
"""
    assert awaited_apart(source) == [
        "asyncio.to_thread(draw)",
        "press.defer()",
    ]
