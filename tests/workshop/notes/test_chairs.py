"""The settings of a conversation with hands, or with chairs in the middle."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.workshop.kinds import Discuss
from tests import builders

PLAN = builders.discuss()


def planned(**settings: object) -> Discuss:
    return Discuss.model_validate({**PLAN.model_dump(), **settings})


@pytest.mark.parametrize("chairs", [2, 4, 8])
def test_chairs_make_a_fishbowl_in_which_hands_are_raised(chairs: int) -> None:
    plan = planned(chairs=chairs)
    assert plan.raises_hands
    assert plan.written()["chairs"] == chairs


@pytest.mark.parametrize("chairs", [0, 1, 9, -4])
def test_so_few_or_so_many_are_no_fishbowl(chairs: int) -> None:
    with pytest.raises(ValidationError):
        planned(chairs=chairs)


def test_a_conversation_has_neither_unless_its_recipe_says_so() -> None:
    assert not PLAN.raises_hands
    assert not {"hands", "chairs"} & PLAN.written().keys()
    assert planned(hands=True).raises_hands
    assert planned(hands=True).written()["hands"] is True
