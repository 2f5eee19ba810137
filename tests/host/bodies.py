"""What requests carry, and answers as Discord words them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

from tests.host.world import Payload


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request; `number` is its place among them."""

    number: int
    name: str
    content_type: str
    content: bytes


async def body_of(request: web.Request) -> tuple[Payload, list[Upload]]:
    """Return the JSON of a request and the files that came with it."""
    if not request.content_type.startswith("multipart/"):
        return (await request.json() if request.can_read_body else {}), []
    fields = await request.post()
    said: Payload = {}
    uploads = []
    for name, value in fields.items():
        if isinstance(value, FileField):
            number = int(name.removeprefix("files[").removesuffix("]"))
            uploads.append(Upload(number, value.filename, value.content_type, value.file.read()))
        elif name == "payload_json":
            said = json.loads(value if isinstance(value, str) else value.decode())
    return said, uploads


def answer(payload: object, status: int = 200) -> web.Response:
    """Return an answer that names its type as Discord does, without a charset."""
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=headers)


def done() -> web.Response:
    """Return the answer to what leaves nothing to say."""
    return web.Response(status=204)
