"""The facilitator's line says what is so, the most useful first, and names nobody."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.sessions.noticing import Facts, Gap, Noticed, notice

some = st.integers(0, 6)
facts = st.builds(
    Facts,
    tie=st.booleans(),
    no_text=st.booleans(),
    objections=some,
    questions=some,
    names=some,
    came=st.just(6),
    said=st.none() | some,
    voting=st.booleans(),
    guarded=st.booleans(),
    things=some,
    empty=st.lists(st.sampled_from(["Garder", "Jeter"]), unique=True).map(tuple),
    road=st.booleans(),
    gap=st.none() | st.just(Gap("Terre", 2024, 2028)),
    unsorted=some,
    no_first_step=some,
    no_date=some,
)
COUNTED = {
    Noticed.OBJECTIONS: "objections",
    Noticed.QUESTIONS: "questions",
    Noticed.NAMES: "names",
    Noticed.UNSORTED: "unsorted",
    Noticed.NO_FIRST_STEP: "no_first_step",
    Noticed.NO_DATE: "no_date",
}


@given(facts)
def test_what_is_told_is_so(known: Facts) -> None:
    found = notice(known)
    if found is None:
        assert not known.tie
        assert not known.no_text
        assert not any(getattr(known, name) for name in COUNTED.values())
    elif found.what in COUNTED:
        assert found.count == getattr(known, COUNTED[found.what]) > 0
    elif found.what in (Noticed.SILENT, Noticed.NOT_VOTED):
        assert known.said is not None
        assert (found.count, found.of) == (known.came - known.said, known.came)
        assert found.count > 0 < known.said
        assert (found.what is Noticed.NOT_VOTED) == known.voting
    elif found.what in (Noticed.EMPTY, Noticed.NO_MILESTONE):
        assert found.names == known.empty != ()
        assert known.things > 0
    elif found.what is Noticed.GAP:
        assert found.gap == known.gap is not None
    else:
        assert {Noticed.TIE: known.tie, Noticed.NO_TEXT: known.no_text}[found.what]


@given(facts)
def test_behind_a_mask_nothing_is_told_of_fewer_than_three(known: Facts) -> None:
    found = notice(dataclasses.replace(known, guarded=True))
    if found is not None and found.what in (Noticed.SILENT, Noticed.NOT_VOTED):
        assert known.said is not None
        assert min(found.count, known.said) >= 3
    if found is not None and found.what in (Noticed.EMPTY, Noticed.NO_MILESTONE, Noticed.GAP):
        assert (known.said or 0) >= 3


@pytest.mark.parametrize(
    ("known", "what"),
    [
        (Facts(), None),
        (Facts(came=12, said=0), None),
        (Facts(came=12, said=12), None),
        (Facts(came=12, said=11), Noticed.SILENT),
        (Facts(came=12, said=11, voting=True), Noticed.NOT_VOTED),
        (Facts(came=12, said=10, things=3, empty=("Jeter",)), Noticed.SILENT),
        (Facts(came=12, said=12, things=3, empty=("Jeter",)), Noticed.EMPTY),
        (Facts(empty=("Jeter",)), None),
        (Facts(objections=1, questions=2), Noticed.OBJECTIONS),
        (Facts(tie=True, objections=1), Noticed.TIE),
        (Facts(things=4, road=True, empty=("Terre",)), Noticed.NO_MILESTONE),
        (Facts(names=3, unsorted=9), Noticed.NAMES),
    ],
)
def test_the_most_useful_comes_first(known: Facts, what: Noticed | None) -> None:
    found = notice(known)
    assert (found.what if found is not None else None) == what
