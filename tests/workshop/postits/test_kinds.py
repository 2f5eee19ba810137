from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.workshop.kinds import Collect
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import check_kind
from tests.builders import collect
from tests.services.room import refused

ASKING = collect().model_copy(update={"ask_kind": True})


def test_a_kind_is_one_of_four_each_with_a_mark_of_its_own() -> None:
    assert [kind.value for kind in Kind] == ["step", "lever", "obstacle", "actor"]
    assert len({kind.mark for kind in Kind}) == 4


@pytest.mark.parametrize("kind", list(Kind))
def test_a_step_that_asks_takes_each_kind(kind: Kind) -> None:
    assert check_kind(ASKING, kind.value) is kind


def test_people_may_leave_the_kind_out() -> None:
    assert check_kind(ASKING, None) is None
    assert check_kind(collect(), None) is None


@pytest.mark.parametrize(
    ("plan", "kind"), [(collect(), "step"), (ASKING, "wish"), (ASKING, "")], ids=repr
)
def test_a_kind_that_was_not_asked_for_is_refused(plan: Collect, kind: str) -> None:
    with refused("place.unknown_kind"):
        check_kind(plan, kind)


def test_columns_leave_no_room_for_kinds() -> None:
    column = {"name": {"fr": "Garder", "en": "Keep"}}
    with pytest.raises(ValidationError, match="ask_kind should be left out"):
        Collect.model_validate({**ASKING.model_dump(), "columns": [column]})
