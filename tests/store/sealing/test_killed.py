"""Killed at every act on a key: who was confirmed is in the box once, nobody is there twice, and
each can know whether they voted."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bot.workshop.sessions.session import author_reference
from tests.store.sealing.boxes import KEY, keys, opened_vote
from tests.store.sealing.killed_child import VOTERS
from tests.store.seeing import opened, rows, scrubbed

ROOT = Path(__file__).parents[3]


def test_a_kill_loses_no_confirmed_ballot_and_counts_none_twice(tmp_path: Path) -> None:
    step_id = asyncio.run(_made(tmp_path / "gommette.db"))
    child = "tests.store.sealing.killed_child"
    command = [sys.executable, "-m", child, str(tmp_path), str(step_id)]
    subprocess.run(command, cwd=ROOT, check=True)
    moments = sorted(int(file.stem) for file in tmp_path.glob("*.txt"))
    assert len(moments) > 15, "each ballot takes several acts on its key"
    ends = {asyncio.run(_taken_up(tmp_path, moment, step_id)) for moment in moments}
    assert ends == set(range(VOTERS + 1)), "killed before, between and after each ballot"


async def _made(path: Path) -> int:
    async with opened(path) as database:
        return (await opened_vote(database)).id


async def _taken_up(folder: Path, moment: int, step_id: int) -> int:
    """Look at what a kill left, have everyone vote who has not; return how many were confirmed."""
    path = folder / f"{moment}.db"
    confirmed = (folder / f"{moment}.txt").read_text().split()
    async with opened(path) as database:
        async with database.read() as tx:
            assert await tx.sealed.lost() == {}
            held = [json.loads(one.content)[0] for one in await tx.sealed.inside(step_id)]
            standing = [(await tx.ballots.standing(step_id, n)).voted for n in range(VOTERS)]
        voted = [str(n) for n in range(VOTERS) if standing[n]]
        assert held == voted, "a ballot is in the box if its voter is told so, once"
        assert set(confirmed) <= set(voted)
        assert len(voted) <= len(confirmed) + 1
        async with database.write() as tx:
            step = await tx.sessions.step(step_id)
            assert step is not None
            for n in range(VOTERS):
                if not standing[n]:
                    await tx.presses.seal(step, n, author_reference(n, KEY), [str(n)])
        await scrubbed(database)
        assert len(keys(path)) == 1
        async with database.write() as tx:
            await tx.sessions.destroy_key("vote", step_id)
            await tx.ballots.unlink_voters(step_id)
        await scrubbed(database)
    counted = sorted(json.loads(text)[0] for (text,) in rows(path, "SELECT content FROM ballots"))
    assert counted == [str(n) for n in range(VOTERS)]
    assert keys(path) == {}
    return len(confirmed)
