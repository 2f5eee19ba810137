"""The program is killed between a key and the row that names it: every ballot that was confirmed is
there, the one that was not can be cast, and no key stays that nothing names."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.sealing.vault import Vault
from tests.discord.acting import rows
from tests.discord.vote_sealed.killed_host import VOTERS

ROOT = Path(__file__).parents[3]
LIMIT = 300  # seconds: a hang fails here, not at the very end


def host(task: str, path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.discord.vote_sealed.killed_host", task, str(path)]
    return subprocess.run(
        [*command, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=LIMIT, check=False
    )


@pytest.mark.parametrize("last", [1, 3, VOTERS])
def test_a_kill_between_a_key_and_its_row_loses_no_ballot(tmp_path: Path, last: int) -> None:
    path = tmp_path / "state" / "gommette.db"
    killed = host("cast", path, str(last))
    assert killed.returncode == -signal.SIGKILL
    assert killed.stdout.splitlines() == [f"cast {n}" for n in range(last - 1)]
    # Looked at in a copy: it is for the program to recover what the kill left.
    seen = Path(shutil.copytree(path.parent, tmp_path / "seen")) / path.name
    named = {row["key"] for row in rows(seen, "SELECT key FROM sealed_boxes")}
    there = set(Vault.beside(path).names())
    assert named <= there
    assert len(there - named) >= 1, "a whole key that no row names"
    assert len(rows(seen, "SELECT * FROM turnout")) == last - 1

    done = host("check", path)
    assert done.returncode == 0
    found = json.loads(done.stdout)
    before = {str(n): "in the box" for n in range(last - 1)}
    after = {str(n): "cast" for n in range(last - 1, VOTERS)}
    assert found["told"] == before | after
    assert found["keys"] == 1, "that of the box"
    assert found["counted"] == ['"no"', '"no"', '"yes"', '"yes"', '"yes"']
    assert (found["keys_after"], found["unanswered"]) == (0, [])
