"""Runs the program as `python -m bot` does, with discord.py pointed at the fake Discord."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

if TYPE_CHECKING:
    from bot.reports.pictures.drawing import Drawing, Picture


def take_for_discord(address: str) -> None:
    """Have discord.py speak to the server at `address` from now on."""
    Route.BASE = f"http://{address}/api"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway")


def take_for_clock(file: Path) -> None:
    """Have the program take the machine's clock for wrong by the seconds written in `file`."""
    right = discord.utils.utcnow

    def wrong() -> datetime:
        seconds = float(file.read_text("ascii")) if file.exists() else 0.0
        return right() + timedelta(seconds=seconds)

    discord.utils.utcnow = wrong


def die_drawing(template: str) -> None:
    """Have the program end, as if it were killed, when it draws with a template."""
    from bot.reports.pictures.press import Press

    drawn = Press._picture

    def picture(press: Press, drawing: Drawing, ppi: float) -> Picture:
        if drawing.template == template:
            os.kill(os.getpid(), signal.SIGKILL)
        return drawn(press, drawing, ppi)

    Press._picture = picture  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    take_for_discord(os.environ["FAKE_DISCORD"])
    if "FAKE_CLOCK" in os.environ:
        take_for_clock(Path(os.environ["FAKE_CLOCK"]))
    # The program takes its clock when it is imported.
    from bot.__main__ import main

    if os.environ.get("DEADLY_DRAWING"):
        die_drawing(os.environ["DEADLY_DRAWING"])

    sys.exit(main())
