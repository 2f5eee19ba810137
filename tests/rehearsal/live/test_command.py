"""`python -m bot rehearse` as someone starts it in a terminal, and its page as a browser asks."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.config import ROOT
from bot.run import Exit


@asynccontextmanager
async def rehearsing(folder: Path, *options: str) -> AsyncIterator[Process]:
    """Start a rehearsal whose temporary files go to `folder`; it is ended whatever happens."""
    command = [sys.executable, "-m", "bot", "rehearse", *options]
    env = {"TMPDIR": str(folder), "PATH": "/usr/bin", "PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=env, stdout=PIPE, stderr=STDOUT
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def left(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def told(process: Process) -> list[str]:
    """Return what it says before it waits."""
    assert process.stdout is not None
    lines = []
    async for line in process.stdout:
        lines.append(line.decode().rstrip())
        if "Ctrl-C" in lines[-1]:
            return lines
    raise AssertionError(f"it ended instead of waiting: {lines}")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
async def test_it_says_where_and_what_to_try_and_leaves_nothing(
    tmp_path: Path, by: signal.Signals
) -> None:
    async with rehearsing(tmp_path, "--people", "2", "--lang", "en") as process:
        address, *tries, _ = await told(process)
        assert "http://127.0.0.1:" in address
        assert [one.strip()[:2] for one in tries] == ["1.", "2.", "3."]
        assert left(tmp_path)
        process.send_signal(by)
        rest, _ = await process.communicate()
        assert (process.returncode, left(tmp_path)) == (0, [])
        assert rest.decode().strip() == "The rehearsal is over, and nothing of it was kept."


async def test_its_page_answers_only_who_has_the_address(tmp_path: Path) -> None:
    async with rehearsing(tmp_path, "--people", "0", "--lang", "fr") as process:
        where = urlsplit((await told(process))[0].split()[-1])
        site = f"http://{where.netloc}"
        async with aiohttp.ClientSession() as browser:
            async with browser.get(site) as page:
                assert (page.status, "channel-composer" in await page.text()) == (200, True)
            async with browser.post(f"{site}/api/pages", json={}) as stranger:
                assert stranger.status == 401
            known = {"X-Simcord-Capability": where.fragment}
            async with browser.post(f"{site}/api/pages", json={}, headers=known) as opened:
                seen = json.loads(await opened.text())
        assert seen["channel"]["name"] == "atelier"
        assert seen["viewers"][0]["name"] == "Maëlle"
        assert seen["commands"]["count"] > 20


async def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        async with rehearsing(tmp_path, "--port", port) as process:
            said, _ = await process.communicate()
    assert process.returncode == Exit.SETTINGS
    assert said.decode().startswith(f"Port {port} cannot be used")
