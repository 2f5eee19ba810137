"""The health endpoint over real sockets, whoever asks and however; and when it says that all is
well."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

import pytest

from bot.health import Health
from bot.hosting.endpoint import Endpoint
from bot.hosting.vitals import Vitals
from bot.store import Database
from bot.store.outbox import Saying
from bot.store.timers import TimerKind
from tests.builders import CHANNEL, NOW
from tests.hosting.asking import free_port, health, raw
from tests.store.test_rows import create


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """Where an endpoint answers that all is well."""

    async def report() -> tuple[bool, Mapping[str, object]]:
        return True, {"well": True}

    endpoint, at = Endpoint(report), free_port()
    await endpoint.start(at)
    yield at
    await endpoint.close()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /health HTTP/1.0\r\n\r\n", b"200"),
        (b"GET /health?verbose=1 HTTP/1.1\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\n\r\n", b"404"),
        (b"GET /health/../.env HTTP/1.1\r\n\r\n", b"404"),
        (b"POST /health HTTP/1.1\r\nContent-Length: 9\r\n\r\n", b"405"),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", b"400"),
        (b"\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", b"431"),
        (b"GET /health HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n", b"431"),
    ],
)
async def test_whatever_is_asked_is_answered(port: int, request_: bytes, status: bytes) -> None:
    answer = await raw(port, request_)
    # What is not read to the end may cut the answer short.
    assert answer.split()[1:2] == [status] or (status == b"431" and answer == b"")
    assert (await health(port)) == (200, {"well": True})


async def test_slow_and_many_clients_hold_nobody_up(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.hosting.endpoint._PATIENCE", 0.5)
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
    for _, writer in held:
        writer.write(b"GET /hea")
    # Those that it took leave after a moment, the others at once.
    for reader, writer in held:
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
    assert (await health(port))[0] == 200
    many = await asyncio.gather(*(health(port) for _ in range(20)))
    assert {status for status, _ in many} == {200}


async def test_it_closes_whoever_is_connected() -> None:
    asked = asyncio.Event()

    async def report() -> tuple[bool, Mapping[str, object]]:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    endpoint, at = Endpoint(report), free_port()
    await endpoint.start(at)
    asking = asyncio.create_task(raw(at, b"GET /health HTTP/1.1\r\n\r\n"))
    await asked.wait()
    await endpoint.close()
    assert await asking == b""
    with pytest.raises(ConnectionRefusedError):
        await health(at)


class Connected:
    """A bot that is ready, and heard Discord a moment ago."""

    def __init__(self, *beats: float | None, ready: bool = True) -> None:
        self.beats = list(beats)
        self.ready = ready

    def is_ready(self) -> bool:
        return self.ready

    def heartbeats(self) -> list[float | None]:
        return self.beats


async def no_copies() -> None:
    return None


def vitals(database: Database, hearing: Connected, now: datetime = NOW) -> Vitals:
    return Vitals(hearing, Health(database, lambda: now), no_copies, lambda: now)


@pytest.mark.parametrize(
    ("hearing", "wrong"),
    [
        (Connected(2.0, 40.0), []),
        (Connected(2.0, 100.0), ["gateway"]),
        (Connected(2.0, None), ["gateway"]),
        (Connected(ready=False), ["starting", "gateway"]),
    ],
)
async def test_who_does_not_hear_discord_is_not_well(
    database: Database, hearing: Connected, wrong: list[str]
) -> None:
    well, told = await vitals(database, hearing)()
    assert (well, told["wrong"]) == (not wrong, wrong)


async def test_what_is_late_is_not_well_but_what_people_must_mend_is(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx)
        await tx.timers.set(TimerKind.FORGET, session.id, NOW)
        for _ in range(2):
            await tx.outbox.add(Saying.SUMMARY, session.id, CHANNEL, NOW, for_coordinators=0)
        letter = await tx.outbox.attempt(CHANNEL, None)
        assert letter is not None
        await tx.outbox.refused(letter.id, "403 50013", NOW)
    hearing = Connected(1.0)
    assert (await vitals(database, hearing, NOW + timedelta(seconds=50))())[0]
    well, told = await vitals(database, hearing, NOW + timedelta(seconds=400))()
    assert (well, told["wrong"]) == (False, ["timers", "letters"])
    assert (told["letters"], told["oldest_letter"]) == (2, 400.0)
    assert (told["late_timers"], told["lateness"], told["sessions"]) == (1, 400.0, 1)
    async with database.write() as tx:
        await tx.timers.forget_at(session.id, NOW + timedelta(days=1))
        await tx.outbox.refused(letter.id + 1, "403 50013", NOW)
    well, told = await vitals(database, hearing, NOW + timedelta(seconds=400))()
    assert (well, told["letters"]) == (True, 2), "Discord refuses them: nobody restarts for that"


async def test_a_database_that_is_closed_is_said(database: Database) -> None:
    await database.close()
    well, told = await vitals(database, Connected(1.0))()
    assert (well, told["wrong"]) == (False, ["database"])
    assert "sessions" not in told


async def test_the_last_copy_is_told(database: Database) -> None:
    async def copied() -> tuple[datetime, bool]:
        return NOW - timedelta(hours=5), True

    look = Vitals(Connected(1.0), Health(database, lambda: NOW), copied, lambda: NOW)
    well, told = await look()
    assert (well, told["backup"]) == (True, {"age": 18000, "failed": True})


async def test_it_looks_once_a_second_at_most(database: Database) -> None:
    hearing = Connected(1.0)
    look = vitals(database, hearing)
    assert (await look())[0]
    hearing.ready = False
    assert (await look())[0]


def probed(port: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.hosting.probe"], capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HEALTH_PORT": port}, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("port_", ["", "none", "70000", "1"])
def test_the_probe_says_when_nobody_answers(port_: str) -> None:
    code, said = probed(port_)
    assert code == 1
    assert "Nothing answers on 127.0.0.1:" in said or "HEALTH_PORT is not set" in said


async def test_the_probe_of_a_container_ends_as_the_program_is(port: int) -> None:
    code, said = await asyncio.to_thread(probed, str(port))
    assert (code, json.loads(said)) == (0, {"well": True})
