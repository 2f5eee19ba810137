"""What a recipe says of itself beside its steps."""

from __future__ import annotations

import json

import pytest

from bot.workshop.errors import DataError
from bot.workshop.sessions.recipe import Aim, Recipe, read_recipe
from tests.builders import recipe

STEP = """
title = { fr = "Essai", en = "Trial" }
purpose = { fr = "Essayer.", en = "To try." }
%s
[[steps]]
kind = "reveal"
title = { fr = "Le mur", en = "The wall" }
invite = { fr = "Lisez.", en = "Read." }
minutes = 5
"""


def read(head: str) -> Recipe:
    return read_recipe(STEP % head, "essai.toml")


def test_what_a_facilitator_writes_may_leave_out_its_aim_its_group_and_when() -> None:
    found = read("")
    assert (found.aim, found.people, found.when) == (None, None, None)


def test_a_recipe_says_its_aim_its_group_and_when() -> None:
    found = read('aim = "plan"\npeople = [3, 12]\nwhen = { fr = "Si.", en = "If." }')
    assert (found.aim, found.people) == (Aim.PLAN, (3, 12))
    assert found.when is not None
    assert Recipe.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("head", "key", "said"),
    [
        ('aim = "dance"', "aim", "'open', 'generate', 'sort', 'decide', 'plan' or 'close'"),
        ("people = [12, 3]", "file", "people should be the smallest group, then the largest"),
        ("people = [0, 3]", "people[1]", "greater than or equal to 1"),
        ("people = [3]", "people[2]", "this key is missing"),
    ],
)
def test_what_is_wrong_is_named(head: str, key: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read(head)
    ((found, told),) = caught.value.problems
    assert found == key
    assert said in told


def test_the_recipe_of_a_session_from_before_is_still_read() -> None:
    kept = json.loads(recipe().model_dump_json())
    for name in ("aim", "people", "when"):
        del kept[name]
    assert Recipe.model_validate_json(json.dumps(kept)) == recipe()
