"""What reports say of who had the floor: numbers, and nobody."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.workshop.hands.hand import Heard
from bot.workshop.language import Language
from tests import builders
from tests.exported import as_json
from tests.reports.builders import record


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("chairs", "key"), [(None, "report.floor"), (4, "report.floor_chairs")])
def test_how_many_had_the_floor_and_how_often(
    language: Language, chairs: int | None, key: str
) -> None:
    t = catalogue(language)
    plan = builders.discuss().model_copy(update={"chairs": chairs})
    made = record([plan, builders.collect()], language=language)
    told = replace(made, floors={made.steps[0].id: Heard(6, 8)})
    said = t.n(key, 6, turns=t.n("report.floor_turns", 8))
    assert said in markdown(told, t)
    assert said not in markdown(made, t)
    first, second = json.loads(as_json(told))["steps"]
    assert first["floor"] == {"people": 6, "turns": 8}
    assert "floor" not in second
