"""One act on the file of a vote in a process of its own: what it takes, and what it holds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.tally import recount
from bot.tally.reading import parsed


def timed(act: Callable[[], object]) -> float:
    """Return the seconds of processor that an act takes: others may be at work beside."""
    started = time.process_time()
    act()
    return time.process_time() - started


def count(path: Path) -> float:
    """Count the vote of a file and write its answer; the seconds are those of the count."""
    document = parsed(path.read_bytes())
    started = time.process_time()
    answer = recount.vote(document)
    spent = time.process_time() - started
    del document  # as the program lets it go before it writes
    recount.written(answer)
    return spent


def read(path: Path) -> float:
    """Read a file as any program would."""
    return timed(lambda: json.loads(path.read_bytes()))


def most_held() -> float:
    """Return the most memory that this process held, in megabytes; 0 where it cannot be read."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6


if __name__ == "__main__":
    spent = {"count": count, "read": read}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps([spent, most_held()]))
