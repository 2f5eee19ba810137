"""Runs the program as `python -m bot` does, with discord.py pointed at the fake Discord."""

from __future__ import annotations

import os
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main

if __name__ == "__main__":
    address = os.environ["FAKE_DISCORD"]
    Route.BASE = f"http://{address}/api"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway")
    sys.exit(main())
