"""Asking a health endpoint, as whoever watches a program does."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


async def raw(port: int, request: bytes) -> bytes:
    """Send `request` and return whatever comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def health(port: int) -> tuple[int, dict[str, Any]]:
    """Return the status and the numbers."""
    answer = await raw(port, b"GET /health HTTP/1.1\r\nHost: here\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)
