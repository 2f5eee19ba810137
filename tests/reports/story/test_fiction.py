"""What a backcasting adds to the documents: what post-its tell of, and the words of a recording."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.workshop.language import Language
from bot.workshop.postits.kind import Kind
from bot.workshop.story.scenario import Media
from tests import builders
from tests.exported import as_json
from tests.reports.builders import WEATHER, postits, record

FR = catalogue(Language.FRENCH)
TRANSCRIPT = "La rivière est entrée.\nOn l'entend encore, <*en bas*>."


@pytest.mark.parametrize("kind", list(Kind))
def test_a_post_it_says_what_it_tells_of(kind: Kind) -> None:
    wall = [replace(postits(["La crue"])[0], kind=kind, year=2030, author_name=None)]
    told = record(WEATHER, postits=wall)
    assert f"La crue — *{FR(f'kind.{kind}')}, 2030*" in markdown(told, FR)
    assert json.loads(as_json(told))["postits"][0]["kind"] == kind.value


@pytest.mark.parametrize(("name", "kind"), [("recit.mp3", "recording"), ("vue.png", "picture")])
def test_the_words_of_a_recording_stand_between_the_anchors_and_the_award(
    name: str, kind: str
) -> None:
    media = Media(name=name, digest="0" * 64, transcript=TRANSCRIPT)
    scenario = builders.scenario().model_copy(update={"media": media})
    fiction = markdown(record(told=scenario), FR).split(f"## {FR('report.part.fiction')}")[1]
    told = ["En 2030", FR(f"report.fiction.{kind}"), "On l'entend encore", "Réseau des Tilleuls"]
    places = [fiction.index(text) for text in told]
    assert places == sorted(places)
    assert "> La rivière est entrée.  \n> On l'entend encore, \\<\\*en bas\\*\\>." in fiction
    kept = json.loads(as_json(record(told=scenario)))["fiction"]["media"]
    assert kept == {"kind": kind, "name": name, "transcript": TRANSCRIPT}


def test_a_scenario_without_recording_says_nothing_of_one() -> None:
    told = record(told=builders.scenario())
    assert FR("report.fiction.recording") not in markdown(told, FR)
    assert json.loads(as_json(told))["fiction"]["media"] is None
