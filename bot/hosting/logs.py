"""The log: one line an event, for people or, as JSON, for another program."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal

import discord

from bot.conditions import OneLine
from bot.config import ROOT

Format = Literal["text", "json"]


class Json(logging.Formatter):
    """One JSON object a line: `time` (UTC), `level`, `logger` and `message`.

    A fault of ours adds `exception`, the identifier that the person was told where there was one;
    `error`, its type; and `trace`, where it was. What the exception says of itself is left out: it
    may quote what people wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        told: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told["exception"] = getattr(record, "fault", None) or secrets.token_hex(3)
            told["error"] = type(error).__name__
            told["trace"] = [
                f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(told, ensure_ascii=False)


def configure_logging(level: str, form: Format = "text") -> None:
    """Log to the standard error stream, one line an event."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        Json()
        if form == "json"
        else logging.Formatter(
            "%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S"
        )
    )
    handler.addFilter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # The news of libraries is for their developers, and their debug lines hold what people write.
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for ours in ("bot", "cogs"):
        logging.getLogger(ours).setLevel(level)
    # Voice is an extra: `check` says whether it is there.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
