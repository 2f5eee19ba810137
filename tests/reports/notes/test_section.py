"""Subjects talked about one by one, as coordinators read them."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.workshop.kinds import Discuss
from bot.workshop.language import Language
from bot.workshop.moderation.hiding import MARK
from bot.workshop.notes.dividing import Agenda, Standing, divided, unsaid
from bot.workshop.notes.step import Subjects, Undivided
from bot.workshop.sessions.session import StepState
from tests import builders
from tests.exported import as_json
from tests.reports.builders import record, without_raw

fr, en = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
LONG = "Ouvrir le local le samedi matin, avec celles et ceux qui ont les clés *cette* année"
WHOLE = builders.discuss(minutes=20).model_copy(update={"subjects": Subjects.CHOSEN})


def talked(*, hidden: bool = False) -> SessionRecord:
    """Two subjects, of which the room took one, for twelve minutes, with a note."""
    on = Agenda((Standing(1, 7, LONG), Standing(2, 3, "Le jardin")))
    first, second = divided(WHOLE, on)
    plans = [unsaid(first, MARK) if hidden else first, second]
    made = record(plans)
    one, two = made.steps
    return replace(
        made,
        steps=(
            replace(one, spent_seconds=720),
            replace(two, state=StepState.SKIPPED, spent_seconds=0),
        ),
        notes={one.id: ("Essai d'un mois",)},
    )


def test_each_subject_has_its_words_its_time_and_its_notes() -> None:
    told = markdown(talked(), fr)
    part = told.split(f"## {fr('report.part.subjects')}\n")[1].split("\n## ")[0]
    assert "### 1. Ouvrir le local" in part
    assert (
        "> Ouvrir le local le samedi matin, avec celles et ceux qui ont les clés \\*cette" in part
    )
    assert "12 min (prévu\u00a0: 10 min) · post-it 7" in part
    assert "- Essai d'un mois" in part
    assert "### 2. Le jardin" in part
    assert "pas abordé · post-it 3" in part
    assert part.count(fr("report.subject.no_note")) == 0
    assert f"## {fr('report.part.notes')}" not in told


def test_the_short_summary_says_which_subjects_and_how_long() -> None:
    (lines,) = [part for part in summary(talked(), en).parts if "one by one" in part]
    assert "12 min (planned: 10 min)" in lines
    assert "**Le jardin** · not talked about" in lines


def test_a_subject_without_a_note_says_so_while_notes_are_kept() -> None:
    made = replace(talked(), notes={})
    assert fr("report.subject.no_note") in markdown(made, fr)
    assert fr("report.subject.no_note") not in markdown(without_raw(made), fr)


def test_a_hidden_subject_is_named_nowhere() -> None:
    made = talked(hidden=True)
    texts = [markdown(made, fr), as_json(made), "\n".join(summary(made, fr).parts)]
    assert not any("Ouvrir" in text for text in texts)
    assert fr("report.subject.hidden") in texts[0]


def test_the_export_names_the_post_it_of_each_subject_or_says_why_none() -> None:
    steps = json.loads(as_json(talked()))["steps"]
    assert [step["subject"]["postit"] for step in steps] == [7, 3]
    whole: Discuss = WHOLE.model_copy(update={"undivided": Undivided.NO_VOTE})
    (step,) = json.loads(as_json(record([whole])))["steps"]
    assert step["subjects_not_chosen"] == "no_vote"
    assert "subject" not in step
