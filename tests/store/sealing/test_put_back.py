"""A copy takes the place of a database where a sealed vote is under way: keys go with no copy, so
what is lost thereby is said before it is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.run import Exit
from bot.store.copying import copy_to
from bot.store.restoring import replaced_by
from bot.store.sealing.vault import Vault
from bot.workshop.vote.progress import Shut
from tests.builders import NOW
from tests.store.sealing.boxes import cast, inside, keys, opened_vote
from tests.store.seeing import opened, rows, scrubbed


class Told:
    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, source: Path, *more: str) -> tuple[int, str]:
        code = main(["restore", *more, str(source)])
        return code, "".join(self._capsys.readouterr())


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Told:
    path = tmp_path / "gommette.db"
    monkeypatch.setenv("DATABASE", str(path))
    return Told(path, capsys)


def boxes(path: Path) -> int:
    return len(rows(path, "SELECT * FROM sealed_boxes"))


async def test_ballots_of_what_is_replaced_are_not_lost_unasked(run: Told, tmp_path: Path) -> None:
    async with opened(run.path) as database:
        step = await opened_vote(database)
        await cast(database, step, 1, ["1"])
        copy_to(run.path, tmp_path / "copy", NOW)
    code, told = run(tmp_path / "copy")
    assert (code, boxes(run.path), replaced_by(run.path)) == (Exit.SETTINGS, 1, [])
    assert "ballots of 1 sealed votes under way in the database that is replaced would" in told
    assert "--lose-ballots" in told
    code, told = run(tmp_path / "copy", "--lose-ballots")
    assert (code, boxes(run.path)) == (Exit.OK, 0)
    assert "are lost for good once the bot has started" in told
    (replaced,) = replaced_by(run.path)
    assert not Vault.beside(replaced / run.path.name).path.exists(), "no key beside its box"
    # Put back before the bot has started, nothing is lost.
    code, told = run(replaced)
    assert (code, "lost" in told) == (Exit.OK, False)
    async with opened(run.path) as database:
        assert [one[0] for one in await inside(database, step)] == ['["1"]']


async def test_once_the_bot_has_started_what_was_replaced_opens_no_more(
    run: Told, tmp_path: Path
) -> None:
    async with opened(run.path) as database:
        copy_to(run.path, tmp_path / "copy", NOW)
        step = await opened_vote(database)
        await cast(database, step, 1, ["1"])
    run(tmp_path / "copy", "--lose-ballots")
    async with opened(run.path) as database:
        await scrubbed(database)
    assert keys(run.path) == {}
    (replaced,) = replaced_by(run.path)
    code, told = run(replaced)
    assert code == Exit.SETTINGS
    assert "ballots of 1 sealed votes of the copy would be lost" in told
    assert "python -m bot restore --lose-ballots FOLDER" in told
    assert run(replaced, "--lose-ballots")[0] == Exit.OK
    async with opened(run.path) as database, database.read() as tx:
        assert await tx.sealed.lost() == {step.id: Shut.GONE}


async def test_a_copy_of_the_files_that_names_the_key_that_is_there_loses_nothing(
    run: Told, tmp_path: Path
) -> None:
    async with opened(run.path) as database:
        step = await opened_vote(database)
        await cast(database, step, 1, ["1"])
        await scrubbed(database)
    (tmp_path / "files").mkdir()
    shutil.copyfile(run.path, tmp_path / "files" / "gommette.db")
    code, told = run(tmp_path / "files")
    assert (code, "sealed" in told) == (Exit.OK, False)
    async with opened(run.path) as database:
        await scrubbed(database)
        assert [one[0] for one in await inside(database, step)] == ['["1"]']
