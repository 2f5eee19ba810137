"""Who names whom in an election: counted apart, deciding nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.election.naming import (
    Attempt,
    ElectionMoved,
    Named,
    Naming,
    Nomination,
    Role,
    Stage,
    Withdrew,
    check_free,
    check_name,
    check_reason,
    check_stage,
    concluded,
    with_role,
)
from bot.workshop.errors import Gone, Refusal
from tests import builders

NOUR, LUCIE, MARIN = Named(1, "Nour", 77), Named(2, "Lucie"), Named(3, "Marin")


def said(voice: int, name: Named, round: int = 1, reason: str = "Elle sait.") -> Nomination:
    number = 10 * voice + round
    return Nomination(number, voice, name.id, round, f"p{voice}", f"P{voice}", reason)


def naming(*said_by: Nomination, names: tuple[Named, ...] = (NOUR, LUCIE, MARIN)) -> Naming:
    return Naming(Stage.HEARING, names, said_by)


def test_one_says_one_thing_in_the_end_and_what_was_said_before_stands_beside() -> None:
    held = naming(said(1, LUCIE), said(1, NOUR, 2), said(2, NOUR), said(3, MARIN, 2))
    assert (held.people, held.changed) == (3, 2)
    by_name = {one.named.name: one for one in held.groups}
    assert (len(by_name["Nour"].voices), by_name["Nour"].first) == (2, 1)
    assert (len(by_name["Lucie"].voices), by_name["Lucie"].first) == (0, 1)
    assert [one.name_id for one in by_name["Lucie"].left] == [LUCIE.id]
    assert {one.named.name for one in held.free} == {"Nour", "Marin"}
    assert held.of_author("p1") == said(1, NOUR, 2)
    assert held.of_author("p1", 1) == said(1, LUCIE)


def test_another_reason_for_the_same_person_is_no_change() -> None:
    assert naming(said(1, NOUR), said(1, NOUR, 2, "Et du temps.")).changed == 0


def test_whoever_names_someone_who_withdrew_is_asked_again_and_not_counted() -> None:
    gone = Named(1, "Nour", 77, withdrawn=True)
    held = naming(said(1, gone), said(2, LUCIE), names=(gone, LUCIE))
    assert (held.people, held.to_show, held.again) == (1, 1, 1)
    hidden = replace(held, stage=Stage.NAMING)
    assert (hidden.people, hidden.to_show) == (2, 1), "no number tells that they were named"
    assert [one.named.name for one in held.free] == ["Lucie"]
    with pytest.raises(Withdrew):
        check_free(gone)


def test_a_typed_name_is_nobody_s_account() -> None:
    held = naming(said(1, LUCIE), names=(LUCIE, NOUR))
    assert held.person(5) is None, "a name that was typed is nobody's account"
    assert held.person(77) == NOUR
    assert held.typed("lucie ") == LUCIE
    assert held.typed("NOUR") is None, "that is an account"
    other = Named(9, "nour")
    assert naming(names=(NOUR, other)).shares_name(other)
    assert not naming(names=(NOUR, LUCIE)).shares_name(LUCIE)
    with pytest.raises(Withdrew):
        naming(names=(replace(NOUR, withdrawn=True),)).typed("Nour")
    assert naming(names=(replace(NOUR, withdrawn=True), other)).typed("Nour") == other


def test_what_an_election_came_to_names_nobody_but_by_the_adopted_text() -> None:
    held = naming(said(1, LUCIE), said(1, NOUR, 2), said(2, NOUR))
    held = Naming(held.stage, held.names, held.nominations, (Attempt(9, NOUR.id, "Elle sait."),))
    nobody = concluded(held, "Trésorerie", "", None)
    assert not nobody.adopted
    assert "Nour" not in nobody.model_dump_json()
    assert "Lucie" not in nobody.model_dump_json()
    told = concluded(held, "Trésorerie", "un an", "Nour prend le rôle.")
    assert told.adopted
    assert (told.people, told.names, told.changed, told.proposals) == (2, 2, 1, 1)


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from([1, 2, 3]), st.sampled_from([1, 2]))))
def test_the_voices_of_all_groups_are_those_of_all_people(
    drawn: list[tuple[int, int, int]],
) -> None:
    """Each person is in one group, and nobody in two, whatever was said in both rounds."""
    names = {1: NOUR, 2: LUCIE, 3: MARIN}
    kept = {(voice, turn): said(voice, names[name], turn) for voice, name, turn in drawn}
    held = naming(*kept.values())
    told = [voice.said.voice for group in held.groups for voice in group.voices]
    assert sorted(told) == sorted({voice for voice, _ in kept})
    assert held.people == len(told)
    assert sum(group.first for group in held.groups) == sum(turn == 1 for _, turn in kept)
    assert held.changed == sum(
        (voice, 2) in kept
        and ((voice, 1) not in kept or kept[voice, 1].name_id != kept[voice, 2].name_id)
        for voice in {voice for voice, _ in kept}
    )


@pytest.mark.parametrize("check", [check_name, check_reason])
def test_nothing_and_too_much_are_refused(check: object) -> None:
    assert callable(check)
    assert check(" Nour \n B. ") == "Nour B."
    for text in ("", " \u200b ", "x" * 2000):
        with pytest.raises(Refusal):
            check(text)


def test_a_stage_and_a_name_that_are_gone_are_refused() -> None:
    with pytest.raises(ElectionMoved):
        check_stage(naming(), Stage.NAMING)
    with pytest.raises(Gone):
        naming().named(99)


def test_a_role_is_kept_as_it_is_written_in_every_language() -> None:
    plan = with_role(builders.election(role=None, term=None), Role(" Trésorerie ", "Les comptes"))
    assert plan.role is not None
    assert plan.role["en"] == plan.role["fr"] == "Trésorerie"
    assert (plan.term, plan.criteria) == (None, None)
    for wrong in (Role(""), Role("x" * 61), Role("x", term="y" * 61), Role("x", "y" * 501)):
        with pytest.raises(Refusal):
            with_role(plan, wrong)


@pytest.mark.parametrize("settings", [{"at_end": "close"}, {"at_end": "next"}, {"ready": "next"}])
def test_time_elects_nobody(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="elects nobody"):
        builders.election(**settings)  # type: ignore[arg-type]
