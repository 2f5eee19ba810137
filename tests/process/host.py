"""Runs the program as `python -m bot` does, with discord.py pointed at the fake Discord."""

from __future__ import annotations

import os
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main


def take_for_discord(address: str) -> None:
    """Have discord.py speak to the server at `address` from now on."""
    Route.BASE = f"http://{address}/api"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway")


if __name__ == "__main__":
    take_for_discord(os.environ["FAKE_DISCORD"])
    sys.exit(main())
