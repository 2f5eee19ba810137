"""The reveal leaves a wall: `collect` lists its post-its."""

from __future__ import annotations

from bot.reports.step import Section


class RevealSection(Section):
    """Says nothing of its own."""
