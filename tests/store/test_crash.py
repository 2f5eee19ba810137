from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.store.seeing import opened, scalar

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("confirmed", [1, 40, 151])
def test_what_was_confirmed_before_a_kill_is_there_after_it(tmp_path: Path, confirmed: int) -> None:
    path = tmp_path / "gommette.db"
    printed = _killed_after(confirmed, path)
    assert len(printed) >= confirmed

    async def reopened() -> Counter[str]:
        async with opened(path) as database:  # the lock died with the process
            async with database.read() as tx:
                found = {p.id: p.text for p in await tx.postits.of_session(1)}
            async with database.write() as tx:
                await tx.servers.set_meta("usable", "yes")
        assert set(printed) <= found.keys()
        return Counter(found.values())

    pairs = asyncio.run(reopened())
    assert set(pairs.values()) == {2}, "half of a transaction was kept"
    assert scalar(path, "PRAGMA integrity_check") == "ok"


def _killed_after(lines: int, path: Path) -> list[int]:
    """Return every identifier that the child had printed when it was killed."""
    command = [sys.executable, "-m", "tests.store.crash_child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        printed = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        printed += child.stdout.readlines()
    return [int(line) for line in printed if line.endswith("\n")]
