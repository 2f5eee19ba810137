"""`python -m bot backup`: a copy that can be started from, and that tells nobody's secret."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.run import Exit
from bot.services.context import Context
from bot.store.copying import copy_to
from bot.workshop.sessions.session import Signing, author_reference
from tests.builders import ALIX, BACHIR, CLEO, collect, new_session, recipe, reveal, vote
from tests.services.room import Room
from tests.services.sessions.test_masking import key_of, voting_room
from tests.store.filled import fill, standing
from tests.store.seeing import every_byte, full_disk, opened, rows, scalar
from tests.store.test_scenarios import SOUND, kept


@pytest.fixture
def settled(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Context:
    """The settings name the database of `ctx`, which is open, as while the bot runs."""
    monkeypatch.setenv("DATABASE", str(ctx.database.path))
    return ctx


Told = tuple[int, str, str]


class Runner:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, target: Path) -> Told:
        code = main(["backup", str(target)])
        return code, *self._capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


def inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def signed_room(ctx: Context, channel_id: int = 1) -> Room:
    room = await Room.open(
        ctx, new_session(recipe(collect(), reveal(), vote()), channel_id=channel_id)
    )
    await room.start()
    await room.write(ALIX, "un potager")
    return room


async def test_a_copy_is_whole_and_the_bot_starts_from_it(
    settled: Context, tmp_path: Path, run: Runner
) -> None:
    room = await signed_room(settled)
    digest = await kept(settled.database, SOUND)
    target = tmp_path / "copie"
    assert run(target) == (0, f"The copy is in {target}, for this account alone.\n", "")
    modes = {p.name: p.stat().st_mode & 0o777 for p in (target, *target.rglob("*"))}
    assert modes == {"copie": 0o700, "gommette.db": 0o600, "gommette.media": 0o700, digest: 0o600}
    async with opened(target / "gommette.db") as restored:
        assert await restored.media.content(digest) == SOUND
        again = Room(Context(restored, settled.rng), room.session_id, room.now)
        await again.write(BACHIR, "un four")
        await again.next()
        assert sorted(p.text for p in await again.wall()) == ["un four", "un potager"]
    assert len(await room.wall()) == 1


async def test_a_secret_vote_or_a_masked_session_under_way_is_left_out_and_said(
    settled: Context, tmp_path: Path, run: Runner
) -> None:
    plain = await signed_room(settled, channel_id=2)
    _, vote_key, voters = await voting_room(settled)
    masked = await Room.open(
        settled,
        new_session(recipe(collect(), reveal()), signing=Signing.MASKED, channel_id=3),
    )
    await masked.start()
    await masked.write(CLEO, "un secret bien gardé")
    key = key_of(settled, "session")
    code, out, err = run(tmp_path / "copie")
    assert (code, err) == (0, "")
    assert "Not in it: 2 sessions under way" in out
    copy = tmp_path / "copie" / "gommette.db"
    assert rows(copy, "SELECT id FROM sessions") == [(plain.session_id,)]
    assert rows(copy, "PRAGMA foreign_key_check") == []
    written = every_byte(copy)
    for trace in (key, vote_key, b"un secret bien gard", author_reference(CLEO.user_id, key)):
        assert (trace if isinstance(trace, bytes) else trace.encode()) not in written
    assert not any(voter.encode() in written for voter in voters)
    assert b"un potager" in written
    async with opened(copy):
        pass


async def test_once_they_are_over_all_sessions_are_in_the_copy(
    settled: Context, tmp_path: Path, run: Runner
) -> None:
    room, key, _ = await voting_room(settled)
    await room.end()
    assert "Not in it" not in run(tmp_path / "copie")[1]
    copy = tmp_path / "copie" / "gommette.db"
    assert scalar(copy, "SELECT count(*) FROM sessions") == 1
    assert key not in every_byte(copy), "the log of the database still holds it, the copy not"


async def test_what_goes_wrong_is_one_sentence_and_leaves_nothing(
    settled: Context, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    await signed_room(settled)
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("")
    before = inside(tmp_path)
    for target, sentence in {
        tmp_path / "there": f"{tmp_path}/there exists already: give the copy a name of its own.",
        tmp_path / "no" / "copy": f"The folder {tmp_path}/no does not exist: create it.",
        tmp_path / "file" / "copy": f"{tmp_path}/file/copy cannot be written (Not a directory):"
        " nothing of the copy was left.",
    }.items():
        assert run(target) == (Exit.SETTINGS, "", sentence + "\n")
    with full_disk(5000):
        code, out, err = run(tmp_path / "copy")
    assert (code, out) == (Exit.FAULT, "")
    assert err.startswith(f"{tmp_path}/copy cannot be written (")
    assert err.count("\n") == 1
    assert inside(tmp_path) == before

    nowhere = tmp_path / "nowhere.db"
    monkeypatch.setenv("DATABASE", str(nowhere))
    assert run(tmp_path / "copy") == (
        Exit.SETTINGS,
        "",
        f"There is no database at {nowhere}: is DATABASE right?\n",
    )


@pytest.mark.parametrize("what", ["newer", "empty", "no database"])
def test_a_database_that_is_not_of_this_gommette_is_refused(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = tmp_path / "other.db"
    monkeypatch.setenv("DATABASE", str(path))
    if what == "no database":
        path.write_bytes(b"nothing of the kind" * 100)
    else:
        with closing(sqlite3.connect(path)) as database:
            database.execute(f"PRAGMA user_version={9999 if what == 'newer' else 0}")
            database.execute("CREATE TABLE t (a)")
    code, out, err = run(tmp_path / "copy")
    assert (code, out) == (Exit.DATABASE, "")
    assert {
        "newer": "has schema 9999",
        "empty": "There is no database of Gommette at",
        "no database": "cannot be read: file is not a database",
    }[what] in err
    assert not (tmp_path / "copy").exists()


async def test_a_recording_that_is_missing_is_said(
    settled: Context, tmp_path: Path, run: Runner
) -> None:
    digest = await kept(settled.database, SOUND)
    (settled.database.media.folder.path / digest).unlink()
    code, out, _ = run(tmp_path / "copie")
    assert code == 0
    assert "Not in it: 1 recordings or pictures" in out


async def test_of_a_session_with_a_secret_no_table_keeps_but_the_numbers_of_its_rooms(
    ctx: Context, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(ctx.database.path)) as connection:
        ours = fill(connection, 1)
        connection.execute("DELETE FROM keys")
        connection.execute("INSERT INTO keys VALUES ('session', 1, zeroblob(32))")
        connection.commit()
    copy_to(ctx.database.path, tmp_path / "copie")
    with closing(sqlite3.connect(tmp_path / "copie" / "gommette.db")) as connection:
        left = standing(connection, ours)
    assert {name for name in left if name.startswith(("group_moves", "group_guests"))} == set()
    assert "group_places.name" not in left
    # What is still there in Discord is then taken away; series and links are of the server.
    tables = {name.partition(".")[0] for name in left} - {"series", "network_links"}
    assert tables == {"gatherings", "group_places"}
