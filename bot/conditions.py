"""What goes wrong without a fault of ours: Discord refuses or does not answer, the disk is full.

Whoever waits is told which, and the log says it in one line. A fault of ours keeps its traceback.
"""

from __future__ import annotations

import errno
import logging
import socket
from enum import StrEnum

import aiohttp
import discord
from discord import app_commands

from bot.store.errors import disk_refuses

_ON_THE_WAY = (
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    discord.ConnectionClosed,
    discord.GatewayNotFound,
)
_NO_WAY = (errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH)
_NOT_RIGHT = 400  # a request that we made wrongly


class Condition(StrEnum):
    """Why something was not done. Each has a sentence, `error.<value>`."""

    DISCORD = "discord"
    DISK = "disk"


def condition_of(error: BaseException) -> Condition | None:
    """Return why `error` is no fault of ours; None when it is one."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if disk_refuses(error):
        return Condition.DISK
    if isinstance(error, discord.HTTPException):
        return Condition.DISCORD if error.status != _NOT_RIGHT else None
    if isinstance(error, _ON_THE_WAY):
        return Condition.DISCORD
    return Condition.DISCORD if isinstance(error, OSError) and error.errno in _NO_WAY else None


def named(error: BaseException) -> str:
    """Return what the log says of a condition: nothing that people wrote."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} {error.code}"
    if disk_refuses(error):
        return str(error)
    return type(error).__name__


class OneLine(logging.Filter):
    """Has conditions take a line of the log, a warning, wherever they are logged with a traceback:
    the library does so too."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and condition_of(error) is not None:
            record.msg, record.args = f"{record.getMessage()}: {named(error)}", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
