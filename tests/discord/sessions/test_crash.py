"""Killed with the plug pulled: what was confirmed is there, once, and the round goes on."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.discord.acting import fr, rows

ROOT = Path(__file__).parents[3]
LIMIT = 300  # seconds for a process to end once it should: a hang fails here, not at the very end


def host(task: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.discord.crash_host", task, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_after(lines: int, path: Path) -> list[str]:
    """Kill the program once it confirmed so many post-its; return all that it confirmed."""
    with host("write", path) as program:
        assert program.stdout is not None
        heard = [program.stdout.readline() for _ in range(lines)]
        program.send_signal(signal.SIGKILL)
        heard += program.stdout.readlines()
        assert program.wait(LIMIT) == -signal.SIGKILL
    return [line.split(" ", 2)[2].strip() for line in heard if line.endswith("\n")]


def checked(path: Path) -> dict[str, Any]:
    """Start the program again and return what people found."""
    with host("check", path) as program:
        said, _ = program.communicate(timeout=LIMIT)
        assert program.returncode == 0
    return dict(json.loads(said))


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_confirmed_before_a_kill_is_kept_once(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "state" / "gommette.db"
    confirmed = killed_after(lines, path)
    assert len(confirmed) >= lines
    # Looked at in a copy: it is for the program to recover what the kill left.
    seen = Path(shutil.copytree(path.parent, tmp_path / "seen")) / path.name
    kept = [row["text"] for row in rows(seen, "SELECT text FROM postits")]
    assert sorted(set(kept)) == sorted(kept)
    assert set(confirmed) <= set(kept)
    assert len(kept) <= len(confirmed) + 1, "at most one was kept and not yet confirmed"
    (before,) = rows(seen, "SELECT closes_at FROM steps WHERE state = 'open'")

    found = checked(path)
    assert (found["kind"], found["closes_at"]) == ("collect", before["closes_at"])
    assert found["cards"] == 1, "the card that this Discord never saw is posted again"
    assert fr.n("postit.kept", 1) in found["confirmed"]
    written = sum(int(text.split(" ")[1]) % 15 == 1 for text in kept)
    assert fr.n("mine.title", written + 1) in found["mine"]
    assert found["time_up"] == 1
    assert len(found["refused"]) == 1, "the edit of the card that is not there"
    assert found["unanswered"] == []
    after = [row["text"] for row in rows(path, "SELECT text FROM postits")]
    assert sorted(after) == sorted([*kept, "après le redémarrage"])
    (current,) = rows(path, "SELECT kind FROM steps WHERE state = 'open'")
    assert current["kind"] == "reveal"


def test_a_second_program_on_the_same_file_does_not_start(tmp_path: Path) -> None:
    path = tmp_path / "gommette.db"
    with host("write", path) as program:
        assert program.stdout is not None
        program.stdout.readline()
        command = [sys.executable, "-m", "tests.discord.crash_host", "check", str(path)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
        program.kill()
    assert second.returncode != 0
    assert "already running" in second.stderr
