"""Marks in what coordinators receive: summary, report, data and picture say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.rate.marks import marks
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.workshop.language import Bilingual, Language
from tests.builders import both, discuss, rate, titled
from tests.exported import as_json
from tests.reports.builders import marked, record, without_raw
from tests.reports.drawn import WRITTEN, without_glyph
from tests.reports.vote.test_result_pictures import page

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
LINES = ("une **sieste** | plus longue", "# moins de diapos")


def exported(told: SessionRecord) -> dict[str, Any]:
    (held,) = json.loads(as_json(told))["rates"]
    return dict(held)


def drawn(told: SessionRecord, t: Catalogue = FR) -> list[Drawing]:
    return marks(told, told.steps[1], t)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_summary_report_data_and_picture_tell_the_same_marks(t: Catalogue) -> None:
    told = marked([5, 4, 2, 2], LINES, room={4: 3}, language=t.language)
    number = t.n("rate.of_them_in_room", 3, marks=t.n("rate.marks", 7))
    mean = t(
        "rate.mean",
        mean="3,57" if t is FR else "3.57",
        points=t.n("rate.points", 25),
        marks=t.n("rate.counted", 7),
    )
    text = markdown(told, t)
    short = "\n".join(summary(told, t).parts)
    for said in (text, short):
        assert number in said
        assert mean in said
        assert t("rate.question") in said
        assert "une \\*\\*sieste\\*\\*" in said
        assert "- # moins" not in said
    assert f"## {t('report.part.rate')}" in text
    assert f"| 4 | {t('rate.word.more')} | 4 |" in text
    assert f"| 1 | {t('rate.word.lost')} | 0 |" in text
    held = exported(told)
    assert held["counts"] == {"1": 0, "2": 2, "3": 0, "4": 4, "5": 1}
    assert (held["marks"], held["in_room"], held["mean"]) == (7, 3, "25/7")
    assert held["remarks"] == list(LINES), "word for word, in the order of the rows"
    (drawing,) = drawn(told, t)
    assert (drawing.data["number"], drawing.data["mean"]) == (number, mean)
    bars = drawing.data["marks"]
    assert isinstance(bars, list)
    assert [bar["figure"] for bar in bars] == ["0", "2", "0", "4", "1"]
    assert [bar["share"] for bar in bars] == [0, 0.5, 0, 1, 0.25]
    assert page(drawing).startswith(b"\x89PNG")
    assert without_glyph(drawing) == set()


@pytest.mark.parametrize(
    ("own", "room", "why"),
    [([1], {}, "untold"), ([1, 5], {}, "untold"), ([1, 5], {3: 9}, "untold_room")],
)
def test_of_few_marks_no_report_tells_anything(
    own: list[int], room: dict[int, int], why: str
) -> None:
    told = marked(own, LINES, room=room)
    text, short = markdown(told, FR), "\n".join(summary(told, FR).parts)
    for said in (text, short):
        assert FR(f"rate.{why}") in said
        assert "sieste" not in said
        assert FR("rate.word.lost") not in said
        assert FR("rate.mean", mean="", points="", marks="").split()[0] not in said
    held = exported(told)
    assert (held["counts"], held["mean"], held["remarks"]) == (None, None, [])
    assert held["withheld"] == "too_few"
    assert drawn(told) == []
    # What else is written does not depend on what they gave.
    turned = marked([6 - mark for mark in own], room={6 - m: n for m, n in room.items()})
    assert as_json(told) == as_json(turned)
    assert text == markdown(turned, FR)


def test_lines_are_said_to_be_kept_for_a_while_and_then_are_gone() -> None:
    told = marked([1, 2, 3], LINES)
    assert FR("report.raw.remarks") in markdown(told, FR).casefold()
    after = without_raw(told)
    assert "sieste" not in markdown(after, FR)
    assert exported(after)["remarks"] == []
    assert exported(after)["counts"] == exported(told)["counts"], "the numbers stay"
    assert FR("report.raw.remarks") not in markdown(marked([5, 5, 5]), FR).casefold()


def test_a_step_without_marks_is_told_in_a_sentence() -> None:
    told = record((discuss(), rate()))
    assert FR("report.rate.none") in markdown(told, FR)
    assert FR("report.part.rate") not in "\n".join(summary(told, FR).parts)
    assert json.loads(as_json(told))["rates"] == []


def test_a_scale_of_its_own_is_told_by_its_ends() -> None:
    plan = rate(question=both("Clair ?"), lowest=titled("Obscur"), highest=titled("Limpide"))
    told = marked([1, 3, 5], plan=plan)
    text = markdown(told, FR)
    assert "**Clair ?**" in text
    assert "| 5 | Limpide | 1 |" in text
    assert "| 3 |  | 1 |" in text
    assert FR("rate.word.lost") not in text


@pytest.mark.parametrize("written", WRITTEN)
def test_whatever_is_written_is_drawn(written: str) -> None:
    whole = WRITTEN[written].encode(errors="ignore").decode()  # as JSON brings it
    words = whole[:50]
    plan = rate(
        question=Bilingual(fr=whole[:400], en="?"),
        lowest=titled(words),
        highest=titled(words),
    )
    (drawing,) = drawn(marked([1, 2, 3], plan=plan))
    assert without_glyph(drawing) == set()
    assert 0 < len(drawing.alt) <= ALT_LIMIT
    assert page(drawing)
