"""The health endpoint: ``GET /health`` on this machine alone, for whoever watches the program.

A server of its own rather than a web framework: it answers one question, gives nobody more than a
few seconds, and holds a few connections at most, so that nothing done to it is felt by a session.
"""

from __future__ import annotations

import asyncio
import json
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Mapping

# Seconds to ask in, then to take the answer.
_PATIENCE = 5.0
_MOST_BYTES = 8192
_MOST_CONNECTIONS = 32

_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed",
            431: "Request Header Fields Too Large", 503: "Service Unavailable"}  # fmt: skip

# Whether all is well, and what there is to say.
Report = Callable[[], Awaitable[tuple[bool, Mapping[str, object]]]]


class Endpoint:
    """Answers on 127.0.0.1 until it is closed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._server: asyncio.Server | None = None
        self._answering: set[asyncio.Task[None]] = set()

    async def start(self, port: int) -> None:
        """Listen on `port`. Raises OSError where that cannot be."""
        self._server = await asyncio.start_server(
            self._connected, "127.0.0.1", port, limit=_MOST_BYTES
        )

    async def close(self) -> None:
        """Listen no more, whoever is connected."""
        if self._server is not None:
            self._server.close()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._answering) >= _MOST_CONNECTIONS:
            writer.transport.abort()
            return
        task = asyncio.create_task(self._serve(reader, writer), name="health endpoint")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                status, told = await self._answer(reader)
            async with asyncio.timeout(_PATIENCE):
                writer.write(_written(status, told))
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        except (OSError, TimeoutError, EOFError):
            pass  # whoever asked has left, or takes too long
        finally:
            writer.transport.abort()

    async def _answer(self, reader: StreamReader) -> tuple[int, Mapping[str, object]]:
        try:
            asked = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return 431, {"error": "the request is too long"}
        method, _, rest = asked.split(b"\r\n", 1)[0].partition(b" ")
        path, _, version = rest.partition(b" ")
        if not version.startswith(b"HTTP/1."):
            return 400, {"error": "not a request"}
        if path.partition(b"?")[0] != b"/health":
            return 404, {"error": "only /health is here"}
        if method != b"GET":
            return 405, {"error": "only GET is answered"}
        well, told = await self._report()
        return (200 if well else 503), told


def _written(status: int, told: Mapping[str, object]) -> bytes:
    body = json.dumps(told).encode() + b"\n"
    head = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
    ]
    if status == 405:
        head.append("Allow: GET")
    return "\r\n".join([*head, "", ""]).encode() + body
