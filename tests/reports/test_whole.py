"""What is told of a session beside its steps: notes of any step, actions, what is for later."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.workshop.language import Language
from tests.exported import as_json
from tests.reports.builders import WEATHER, action, record

FR = catalogue(Language.FRENCH)
LATER = ("Le *budget*", "Le logo")


def weather() -> SessionRecord:
    """A session without a step for notes nor for actions, in which both were written down."""
    made = record(WEATHER, actions=[action("Appeler la mairie")])
    noted = {made.steps[0].id: ("On commence à l'heure.",)}
    return replace(made, notes=noted, parked=LATER)


def test_the_full_report_tells_them_whatever_the_steps() -> None:
    text = markdown(weather(), FR)
    told = [f"## {FR(f'report.part.{part}')}" for part in ("actions", "later", "notes")]
    assert [text.count(f"{heading}\n") for heading in told] == [1, 1, 1]
    assert [text.index(h) for h in told] == sorted(text.index(h) for h in told)
    assert "On commence à l'heure." in text
    assert "Appeler la mairie" in text
    assert "- Le \\*budget\\*\n- Le logo" in text


def test_the_summary_tells_actions_and_what_is_left_for_later() -> None:
    parts = "\n".join(summary(weather(), FR).parts)
    assert "Appeler la mairie" in parts
    later = [f"- {FR('report.open.later', text=text)}" for text in ("Le \\*budget\\*", "Le logo")]
    assert "\n".join([f"### {FR('report.part.open')}", *later]) in parts


def test_the_data_have_them_and_say_until_when_they_are_kept() -> None:
    assert json.loads(as_json(weather()))["left_for_later"] == list(LATER)
    assert FR("report.raw.parked") in markdown(weather(), FR)
    assert FR("report.raw.parked") not in markdown(record(WEATHER), FR)
