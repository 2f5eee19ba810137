from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.lists import ideas
from bot.workshop.postits.postit import check_open, check_place, check_text, sort_ideas
from bot.workshop.sessions.session import Signing, StepState, accepts_typed
from tests.builders import collect, discuss, scenario, session, step_run
from tests.workshop.hostile import hostile_texts


@given(
    hostile_texts,
    st.lists(st.sampled_from(["- PUCE", "un  four", "Citation", "fort"])),
    st.integers(1, 8),
    st.integers(0, 10),
)
def test_every_idea_is_kept_sent_back_or_already_there(
    text: str, mine: list[str], per_person: int, already: int
) -> None:
    result = sort_ideas(text, collect(per_person=per_person, max_length=10), already, mine)
    sorted_out = [*result.kept, *(idea for idea, _ in result.refused), *result.known]
    assert set(sorted_out) <= set(ideas(text))
    assert sorted(map(fold, sorted_out)) == sorted({fold(idea) for idea in ideas(text)})
    assert {fold(idea) for idea in result.known} <= {fold(one) for one in mine}


@given(
    st.lists(st.text("ab c", max_size=25), max_size=15),
    st.integers(1, 8),
    st.integers(0, 10),
)
def test_the_limits_of_a_collect_step_hold(lines: list[str], per_person: int, already: int) -> None:
    plan = collect(per_person=per_person, max_length=12)
    result = sort_ideas("\n".join(lines), plan, already)
    assert all(len(idea) <= plan.max_length for idea in result.kept)
    assert len(result.kept) <= max(0, per_person - already)
    for idea, reason in result.refused:
        if reason == "postit.too_long":
            assert len(idea) > plan.max_length
        else:
            assert reason == "postit.too_many"
            assert already + len(result.kept) >= per_person


def test_ideas_are_kept_in_the_order_of_the_form_until_the_limit() -> None:
    result = sort_ideas("un\ndeux\ntrois\n" + "x" * 301, collect(per_person=3), already=1)
    assert result.kept == ("un", "deux")
    assert result.refused == (("trois", "postit.too_many"), ("x" * 301, "postit.too_long"))


def test_the_same_idea_twice_is_one_post_it() -> None:
    assert sort_ideas("Un four\n- un four\nun  four", collect(), 0).kept == ("Un four",)
    again = sort_ideas("un FOUR\nun verger", collect(per_person=2), 1, ["Un four"])
    assert (again.kept, again.refused, again.known) == (("un verger",), (), ("un FOUR",))


def test_a_changed_post_it_is_cleaned_like_a_new_one() -> None:
    assert check_text("  un\nfour\x00 ", collect()) == "un four"


def test_a_changed_post_it_may_be_neither_empty_nor_too_long() -> None:
    with pytest.raises(Refusal, match=r"^postit\.empty$"):
        check_text("\u200b\n", collect())
    with pytest.raises(Refusal, match=r"^postit\.too_long_one$") as refused:
        check_text("x" * 11, collect(max_length=10))
    assert refused.value.params == {"length": 11, "limit": 10}


@pytest.mark.parametrize("state", [StepState.WAITING, StepState.CLOSED, StepState.SKIPPED])
def test_post_its_are_taken_by_an_open_collect_step_only(state: StepState) -> None:
    plan = collect()
    assert check_open(step_run(plan, state=StepState.OPEN)) is plan
    for step in (None, step_run(plan, state=state), step_run(discuss(), state=StepState.OPEN)):
        with pytest.raises(Refusal, match=r"^postit\.closed$"):
            check_open(step)


def test_a_place_is_one_of_the_scenario() -> None:
    told = scenario()
    assert check_place(told, "Services", 2032) == ("Services", 2032)
    assert check_place(told, None, None) == (None, None)
    assert check_place(None, None, None) == (None, None)
    for dimension in ("services", "Ailleurs"):
        with pytest.raises(Refusal, match=r"^place\.unknown_dimension$"):
            check_place(told, dimension, None)
    for year in (2021, 2033):
        with pytest.raises(Refusal, match=r"^place\.unknown_year$") as refused:
            check_place(told, None, year)
        assert refused.value.params == {"origin": 2022, "horizon": 2032}
    with pytest.raises(Refusal, match=r"^place\.unknown_dimension$"):
        check_place(None, "Services", None)
    with pytest.raises(Refusal, match=r"^place\.unknown_year$"):
        check_place(None, None, 2030)


def test_typing_in_the_channel_is_never_called_hidden_or_masked() -> None:
    def taken(*, typed: bool, silent: bool, signing: Signing, state: StepState) -> bool:
        step = step_run(collect(typed=typed, silent=silent), state=state)
        return accepts_typed(session(signing=signing), step)

    signed, masked, is_open = Signing.SIGNED, Signing.MASKED, StepState.OPEN
    assert taken(typed=True, silent=False, signing=signed, state=is_open)
    assert not taken(typed=False, silent=False, signing=signed, state=is_open)
    assert not taken(typed=True, silent=True, signing=signed, state=is_open)
    assert not taken(typed=True, silent=False, signing=masked, state=is_open)
    assert not taken(typed=True, silent=False, signing=signed, state=StepState.CLOSED)
    assert not accepts_typed(session(), step_run(discuss(), state=is_open))
