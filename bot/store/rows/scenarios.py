"""Scenarios that servers write for themselves."""

from __future__ import annotations

from functools import lru_cache

from bot.store.prepared import PreparedRows
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch


class ScenarioRows(PreparedRows[Sketch, Scenario]):
    table = "scenarios"
    # Read again at each press and each letter of a search; what they become is immutable.
    sketch = staticmethod(lru_cache(128)(Sketch.model_validate_json))
    whole = staticmethod(lru_cache(128)(Scenario.model_validate_json))
