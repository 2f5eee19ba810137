"""A scenario that a server writes for itself."""

from __future__ import annotations

from bot.workshop import prepared
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch

Prepared = prepared.Prepared[Sketch, Scenario]
