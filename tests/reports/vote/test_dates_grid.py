"""Who can come when: people in rows, dates in columns, of signed votes alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogue, catalogue
from bot.reports.kinds import Part
from bot.reports.pictures.drawing import ALT_LIMIT, Drawing
from bot.reports.pictures.vote.grid import DATES, PEOPLE
from bot.reports.pictures.vote.result import result
from bot.reports.record import VoteRecord
from bot.tally.rules.dates import ANSWERS
from bot.workshop.language import Language
from bot.workshop.vote.ballot import CastBallot, Grades
from bot.workshop.vote.methods import Method
from tests.reports.builders import decided
from tests.reports.drawn import WRITTEN, compiler, texts_in, without_glyph
from tests.reports.elections import days, part, plan, sample, session

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)


def drawn(vote: VoteRecord, t: Catalogue = FR) -> Drawing:
    told = session(vote, t)
    (drawing,) = result(told, told.steps[0], t)
    return drawing


def asked(people: int, dates: int, **more: object) -> VoteRecord:
    """So many people, who say yes to as many dates as their rank."""
    names = [str(n) for n in range(1, dates + 1)]
    held = [
        CastBallot(n, cast(Grades, dict.fromkeys(names[: 1 + n % dates], "yes")), name=f"Une {n}")
        for n in range(people)
    ]
    of = plan(Method.DATES, names, **({"secret": False} | more))
    return decided(of, held)


def rows(drawing: Drawing) -> dict[str, list[str]]:
    return {
        cast(dict[str, str], row["name"])["text"]: cast(list[str], row["cells"])
        for row in cast(list[dict[str, object]], drawing.data["rows"])
    }


def columns(drawing: Drawing) -> list[dict[str, object]]:
    return cast(list[dict[str, object]], drawing.data["options"])


def page(drawing: Drawing) -> bytes:
    made = compiler(drawing.template).compile(
        format="png", ppi=12, sys_inputs={"data": json.dumps(drawing.data)}, timestamp=0
    )
    assert isinstance(made, bytes), "several pages"
    return made


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_who_answered_what_is_a_row_of_a_signed_vote(t: Catalogue) -> None:
    drawing = drawn(sample(Method.DATES, room=1, language=t.language, secret=False), t)
    assert drawing.template == "grid"
    found = rows(drawing)
    assert found["Personne 02"] == ["yes", "if_need_be", "no", "yes", "no"]
    assert found["Personne 18"] == ["unanswered", "no", "if_need_be", "no", "yes"]
    assert list(found)[-1] == t.n("dates.missing.room", 1)
    assert [column["best"] for column in columns(drawing)] == [False, False, False, True, False]
    assert columns(drawing)[3]["can"] == "15"
    assert drawing.data["zone"] == t("dates.grid.zone", city="Paris")
    assert 0 < len(drawing.alt) <= ALT_LIMIT
    assert without_glyph(drawing) == set()
    assert page(drawing).startswith(b"\x89PNG")


def test_a_date_is_told_in_the_time_zone_of_those_who_asked() -> None:
    evening, morning, day, *_ = columns(drawn(sample(Method.DATES, secret=False)))
    assert evening["lines"] == ["ven.", "28 mars", "18:30", "–20:30"]
    assert morning["lines"] == ["lun.", "31 mars", "19:30"]
    assert day["lines"] == ["jeu.", "3 avr.", FR("dates.grid.day")]
    far = columns(drawn(sample(Method.DATES, secret=False, zone="America/Montreal")))
    assert far[0]["lines"] == ["ven.", "28 mars", "13:30", "–15:30"]


def test_the_total_line_is_what_was_counted() -> None:
    vote = sample(Method.DATES, secret=False)
    for column in columns(drawn(vote)):
        can = cast(int, column["yes"]) + cast(int, column["if_need_be"])
        assert column["can"] == str(can) == str(int(vote.outcome.figures[str(column["number"])]))


def test_a_secret_vote_names_nobody_and_shows_counts() -> None:
    assert drawn(sample(Method.DATES)).template == "bars"
    # Ballots that are gone name nobody either.
    signed = sample(Method.DATES, secret=False)
    assert drawn(replace(signed, ballots=())).template == "bars"
    unnamed = tuple(replace(one, name=None) for one in signed.ballots)
    assert drawn(replace(signed, ballots=unnamed)).template == "bars"


def test_too_many_people_are_told_in_the_documents_and_too_many_dates_are_cut() -> None:
    crowd = drawn(asked(PEOPLE + 1, 3))
    assert crowd.template == "bars"
    told = FR.n("dates.grid.many", PEOPLE + 1, most=PEOPLE)
    assert any(told in text for text in texts_in(dict(crowd.data)))
    full = drawn(asked(PEOPLE, DATES))
    assert (len(rows(full)), len(columns(full))) == (PEOPLE, DATES)
    assert page(full)
    cut = drawn(asked(6, DATES + 5))
    assert len(columns(cut)) == DATES
    assert FR("picture.alt.options", shown=DATES, total=DATES + 5) in cut.alt
    assert FR.n("dates.grid.cut", 5) in cast(list[str], cut.data["rest"])
    numbers = [int(str(column["number"])) for column in columns(cut)]
    assert numbers == sorted(numbers), "dates stand in their order"


def test_dates_that_tie_are_all_marked_and_none_without_the_quorum() -> None:
    held = [CastBallot(n, {"1": "yes", "2": "yes"}, name=f"Une {n}") for n in range(3)]
    tied = drawn(decided(plan(Method.DATES, ("1", "2", "3"), secret=False, tie="none"), held))
    assert [column["best"] for column in columns(tied)] == [True, True, False]
    assert tied.data["best"] == FR("dates.grid.level")
    few = drawn(sample(Method.DATES, secret=False, quorum="24"))
    assert not any(column["best"] for column in columns(few))


def test_whatever_people_are_called_is_drawn() -> None:
    vote = sample(Method.DATES, secret=False)
    names = list(WRITTEN.values())
    held = tuple(
        replace(one, name=names[rank % len(names)]) for rank, one in enumerate(vote.ballots)
    )
    drawing = drawn(replace(vote, ballots=held))
    assert without_glyph(drawing) == set()
    assert page(drawing)
    table = part(replace(vote, ballots=held), Part.TALLIES)
    assert "<script>" not in table


def test_the_report_has_the_same_table() -> None:
    told = part(sample(Method.DATES, room=1, secret=False), Part.TALLIES)
    yes, need, no = (FR(f"dates.grid.cell.{one}") for one in ("yes", "if_need_be", "no"))
    assert f"| Personne 02 | {yes} | {need} | {no} | {yes} | {no} |" in told
    assert f"| Personne 18 | — | {no} | {need} | {no} | {yes} |" in told
    many = part(asked(3, DATES + 1), Part.TALLIES)
    assert "| Une 0 |" not in many
    assert "**Une 0**" in many
    assert "Personne" not in part(sample(Method.DATES), Part.TALLIES)


@given(st.data())
def test_each_person_is_one_row_and_each_answer_one_cell(data: st.DataObject) -> None:
    dates = data.draw(st.integers(1, 4))
    answers = st.dictionaries(
        st.sampled_from([str(n) for n in range(1, dates + 1)]), st.sampled_from(ANSWERS)
    )
    given_ones = data.draw(st.lists(answers, min_size=1, max_size=6))
    held = [CastBallot(n, given, name=f"Une {n}") for n, given in enumerate(given_ones)]
    vote = decided(plan(Method.DATES, [""] * dates, secret=False, dates=tuple(days(dates))), held)
    told = session(vote)
    drawings = result(told, told.steps[0], FR)
    if not any(given_ones):
        assert drawings == []
        return
    found = rows(drawings[0])
    assert len(found) == len(given_ones)
    shown = [str(column["number"]) for column in columns(drawings[0])]
    for n, given_one in enumerate(given_ones):
        told_of = dict(zip(shown, found[f"Une {n}"], strict=True))
        assert {k: v for k, v in told_of.items() if v != "unanswered"} == given_one
