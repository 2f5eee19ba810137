"""Starting the program as an operator does, and reading what it says."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import resource
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

from bot.config import ROOT, Settings

APPLICATION = 123456789012345678
SECRET = "never-to-be-printed"
TOKEN = f"{base64.urlsafe_b64encode(str(APPLICATION).encode()).decode().rstrip('=')}.good.{SECRET}"

_LOGGED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]+ +[\w.]+: ")
PATIENCE = 120  # seconds, on a slow machine that does much else


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, and what it wrote on both streams."""

    code: int
    stdout: str
    stderr: str

    @property
    def logged(self) -> list[str]:
        """The lines of the log."""
        return [line for line in self.stderr.splitlines() if _LOGGED.match(line)]

    @property
    def sentences(self) -> list[str]:
        """What the error stream holds beside the log: a traceback would show here."""
        return [line for line in self.stderr.splitlines() if not _LOGGED.match(line)]


class Program:
    """A run under way."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._read = ""
        self._told = 0  # how much of it `until` has been told
        self._silent = False  # it has ended
        self._heard = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(
        cls,
        arguments: Sequence[str],
        settings: Mapping[str, object],
        fake_discord: str = "",
        module: str = "",
        clock: Path | None = None,
        deadly: str = "",
    ) -> Self:
        """Start ``python -m bot`` with `settings`, and with nothing of the machine's own.

        Every setting that is not given is set empty, for `.env` may hold some. `fake_discord` is
        the address of the server to take for Discord; `module` what is started in place of the
        bot; `clock` a file that says by how many seconds the machine's clock is wrong; `deadly`
        the template whose drawing kills the program.
        """
        environment = {"PATH": os.environ["PATH"], "FAKE_DISCORD": fake_discord}
        environment["DEADLY_DRAWING"] = deadly
        if clock is not None:
            environment["FAKE_CLOCK"] = str(clock)
        for name in Settings.model_fields:
            environment[name.upper()] = str(settings.get(name, ""))
        module = module or ("tests.process.host" if fake_discord else "bot")
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", module, *arguments,
                cwd=ROOT, env=environment, stdout=PIPE, stderr=PIPE,
            )
        )  # fmt: skip

    @property
    def pid(self) -> int:
        return self._process.pid

    async def _listen(self) -> None:
        """Read the error stream as it comes, so that the program never waits to be heard."""
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            async with self._heard:
                self._read += line.decode()
                self._heard.notify_all()
        async with self._heard:
            self._silent = True
            self._heard.notify_all()

    async def until(self, text: str) -> None:
        """Wait until a line of the error stream, after those waited for before, holds `text`."""

        def found() -> bool:
            return self._read.find(text, self._told) >= 0

        async with self._in_time(f"did not say “{text}”"), self._heard:
            await self._heard.wait_for(lambda: found() or self._silent)
        assert found(), f"ended before it said “{text}”:\n{self._read}"
        self._told = self._read.index("\n", self._read.index(text, self._told)) + 1

    @contextmanager
    def full_disk(self, size: int = 0) -> Iterator[None]:
        """No file of the program can be written beyond `size` bytes."""
        before = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, before)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> Ended:
        """Ask the program to stop, and wait until it has."""
        self._process.send_signal(how)
        return await self.end()

    async def end(self) -> Ended:
        """Wait for the end. Whatever happened, the token was not printed."""
        async with self._in_time("did not end"):
            assert self._process.stdout is not None
            stdout = await self._process.stdout.read()
            await self._listening
            code = await self._process.wait()
        ended = Ended(code, stdout.decode(), self._read)
        assert SECRET not in ended.stdout + ended.stderr
        return ended

    @asynccontextmanager
    async def _in_time(self, otherwise: str) -> AsyncIterator[None]:
        """Fail with what was read so far when nothing comes."""
        try:
            async with asyncio.timeout(PATIENCE):
                yield
        except TimeoutError:
            pytest.fail(f"{otherwise} in {PATIENCE} s; it said:\n{self._read}")

    async def kill(self) -> None:
        """End what a failed test left running."""
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._listening


def left_over(database: Path) -> list[str]:
    """Return the names of the files beside a closed database that hold something of it."""
    beside = database.parent.glob(f"{database.name}-*")
    return [file.name for file in beside if file.stat().st_size]
