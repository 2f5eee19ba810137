"""A sealed ballot is linked to nobody while its vote is open, for whoever holds the disk of every
moment; each attack finds the leak that is planted for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.store.sealing import cipher
from bot.tally.reading import At
from bot.tally.recount import vote as recounted
from tests.attack.play import NAMES
from tests.attack.sealed import ATTACKS, METHODS, Look, Sealed, play


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return await play(tmp_path_factory.mktemp("sealed"))


@pytest.mark.asyncio(loop_scope="session")
async def test_the_attackers_hold_what_there_is(sealed: Sealed) -> None:
    for method in METHODS:
        assert len(sealed.looks[method]) == 1 + 2 * len(NAMES)
        assert len(sealed.keys[method]) == 1, "that of the box as it is"
        assert len(sealed.looks[method][-1].turnout) == len(NAMES)
    votes = sealed.document["votes"]
    assert [one["method"] for one in votes] == list(METHODS)
    assert all(one["sealed"] and one["turnout"] == len(NAMES) for one in votes)


@pytest.mark.asyncio(loop_scope="session")
async def test_each_recounts_from_the_export(sealed: Sealed) -> None:
    for one in sealed.document["votes"]:
        told = recounted(At(one))
        assert json.loads(json.dumps(told["ranking"])) == one["result"]["ranking"]


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_is_rebuilt(sealed: Sealed, name: str) -> None:
    assert ATTACKS[name](sealed) == set()


def _changed(found: Sealed, change: Callable[[Look], Look]) -> Sealed:
    """The evidence, with one vote changed."""
    method = "score"
    looks = [change(one) for one in found.looks[method]]
    return replace(found, looks={**found.looks, method: looks})


def a_ballot_in_a_row(found: Sealed) -> Sealed:
    return _changed(
        found, lambda one: replace(one, tables={**one.tables, "box": [{"content": one.cast}]})
    )


def a_page_that_was_freed(found: Sealed) -> Sealed:
    return _changed(found, lambda one: replace(one, disk=one.disk + one.cast.encode()))


def keys_that_stayed(found: Sealed) -> Sealed:
    """As if the key of a box did not change with each ballot."""
    key, said = bytes(32), []

    def closed(one: Look) -> Look:
        if one.cast and one.turnout and one.boxes and one.cast not in said:
            said.append(one.cast)
        inside = "\n".join(f"{text}\t1\t0" for text in sorted(said))
        box = {"step_id": one.step, "content": cipher.close(key, inside, 4096)}
        return replace(one, tables={**one.tables, "sealed_boxes": [box]})

    looks = [found.looks["score"][0], *found.looks["score"][2::2]]
    changed = replace(found, looks={**found.looks, "score": looks})
    return replace(_changed(changed, closed), keys={**found.keys, "score": {"": key}})


def a_box_that_fits(found: Sealed) -> Sealed:
    def fitted(one: Look) -> Look:
        box = {"step_id": one.step, "content": b"x" * (100 + 10 * len(one.turnout))}
        return replace(one, tables={**one.tables, "sealed_boxes": [box]})

    return _changed(found, fitted)


LEAKS = [
    (a_ballot_in_a_row, "in_clear"),
    (a_page_that_was_freed, "in_the_bytes"),
    (keys_that_stayed, "subtracted"),
    (a_box_that_fits, "grown"),
]


@pytest.mark.parametrize(("leak", "name"), LEAKS, ids=[leak.__name__ for leak, _ in LEAKS])
@pytest.mark.asyncio(loop_scope="session")
async def test_a_leak_that_is_planted_is_found(
    sealed: Sealed, leak: Callable[[Sealed], Sealed], name: str
) -> None:
    truth = {(one.cast, one.actor) for one in sealed.looks["score"] if one.actor}
    claims = ATTACKS[name](leak(sealed))
    assert claims
    assert claims & truth, "and it names the right person"


def test_each_attack_has_a_leak_that_it_finds() -> None:
    assert {name for _, name in LEAKS} == set(ATTACKS)
