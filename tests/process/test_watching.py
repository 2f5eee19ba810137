"""`demo --watch`: the page of a play is fetched as a browser does, while each act is done there."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.config import ROOT
from bot.i18n import catalogue
from bot.rehearsal.demo import perform, plays_named
from bot.run import Exit
from bot.workshop.language import Language
from tests.process.conftest import Start
from tests.process.running import PATIENCE

PLAY, PEOPLE, SEED = "checkin", 3, 2032


async def until(process: Process, text: str) -> str:
    """Read what a program says up to a line that holds `text`, and return all of it."""
    said = ""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while text not in said:
            line = (await process.stdout.readline()).decode()
            assert line, f"ended before it said “{text}”:\n{said}"
            said += line
    return said


async def watching(out: Path, language: Language) -> Process:
    asked = ("--watch", "--speed", "200", "--play", PLAY, "--people", str(PEOPLE))
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", *asked, "--lang", language, "--out", str(out),
        cwd=ROOT, env={"PATH": os.environ["PATH"]}, stdout=PIPE,
    )  # fmt: skip


class Tab:
    """A page, opened as a browser opens it; it has `headers` of its own."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client, (self.origin, capability) = client, address.split("/#")
        self.headers = {"X-Simcord-Capability": capability}

    async def open(self) -> dict[str, Any]:
        async with self.client.get(f"{self.origin}/") as answer:
            assert answer.status == 200
        pages = f"{self.origin}/api/pages"
        async with self.client.post(pages, headers=self.headers, json={}) as answer:
            shown: dict[str, Any] = await answer.json()
        self.headers["X-Simcord-Context"] = str(shown["context"]["id"])
        return shown

    async def reads(self) -> str:
        async with self.client.get(f"{self.origin}/api/state", headers=self.headers) as answer:
            return json.dumps(await answer.json(), ensure_ascii=False)


@pytest.mark.parametrize("language", list(Language))
async def test_a_play_is_watched_and_proves_the_same(tmp_path: Path, language: Language) -> None:
    t = catalogue(language)
    stays = t("rehearsal.watch.stays", address="").strip()
    program = await watching(tmp_path / "watched", language)
    try:
        said = await until(program, t("rehearsal.watch.open", address="").split("\n")[1])
        assert "━" not in said, "it waits to be watched"
        (address,) = re.findall(r"http://\S+", said)
        async with aiohttp.ClientSession() as client:
            tab = Tab(client, address)
            await tab.open()
            said = await until(program, stays)
            assert "✗" not in said
            assert plays_named(PLAY)[0].title(t) in said
            last = await tab.reads()
            assert t("lobby.started") in last
            assert "Gommette" in last
        program.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            assert await program.wait() == Exit.OK
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    assert await perform(plays_named(PLAY), PEOPLE, SEED, language, tmp_path / "played")
    watched, played = (kept(tmp_path / name / PLAY) for name in ("watched", "played"))
    assert watched == played


def kept(folder: Path) -> tuple[list[str], dict[str, Any], list[str]]:
    """Return the files of a play, its document but for the order of the wall, which is drawn by
    lot, and the post-its of it."""
    files = sorted(file.name for file in folder.iterdir())
    (document,) = folder.glob("*.json")
    told = json.loads(document.read_bytes())
    return files, told, sorted(postit["text"] for postit in told.pop("postits"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--watch", "--play", "all"), "--watch shows one play: name it with --play.\n"),
        (("--speed", "2"), "--speed is for a play that is watched: add --watch.\n"),
        (("--watch", "--speed", "0"), "argument --speed: expected a number from 0.25 to 1000"),
    ],
)
async def test_what_cannot_be_watched_is_said(
    start: Start, asked: tuple[str, ...], told: str
) -> None:
    ended = await (await start("demo", *asked)).end()
    assert ended.code == Exit.SETTINGS or "argument" in told
    assert told in ended.stderr


async def test_trouble_needs_a_room(start: Start) -> None:
    ended = await (await start("rehearse", "--trouble", "--people", "2")).end()
    assert ended.code == Exit.SETTINGS
    assert ended.stderr == "--trouble needs a room: --people 4 at least.\n"
