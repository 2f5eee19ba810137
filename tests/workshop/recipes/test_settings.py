"""The table of settings: anything that a recipe can say is asked in some form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interface.showing.layout import FIELDS, PAGE, RADIOS
from bot.interface.words.sessions.kinds import usual_step
from bot.workshop.errors import Refusal
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.settings import (
    HEADING,
    KINDS,
    SETTLED,
    STEP,
    Item,
    asked,
    forms_of,
    written,
)
from bot.workshop.recipes.shapes import Choice, Flags
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.step import BaseStep
from bot.workshop.vote.methods import Method
from tests.services.room import refused
from tests.workshop.recipes.written import plans

WHERE = "bot/workshop/recipes/settings.py"
FR = Language.FRENCH


def fields_of(*items: Item) -> list[str]:
    return [field for item in items for field in item.fields]


def every_item(kind: str) -> list[Item]:
    return [item for items in forms_of(kind).values() for item in items]


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
def test_each_setting_of_a_kind_is_in_one_form(kind: str) -> None:
    assert kind in KINDS, f"no form asks the settings of “{kind}”: give it its forms in {WHERE}"
    found = fields_of(*every_item(kind))
    assert len(set(found)) == len(found), "each once"
    wanted = set(STEP_KINDS[kind].model_fields) - {"kind"} - SETTLED.get(kind, frozenset())
    assert set(found) == wanted, (
        f"“{kind}” has settings that no form asks, or forms ask what it has not:"
        f" {sorted(wanted ^ set(found))}; see {WHERE}"
    )


def test_each_field_of_a_recipe_is_in_one_form() -> None:
    found = fields_of(*(item for items in HEADING.values() for item in items))
    wanted = set(Recipe.model_fields) - {"steps"}
    assert sorted(found) == sorted(wanted), f"a field of a recipe is asked nowhere: see {WHERE}"
    base = fields_of(*(item for items in STEP.values() for item in items))
    assert set(base) == set(BaseStep.model_fields) - {"kind"}, f"see {WHERE}"


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
@given(data=st.data())
def test_a_form_fits_discord_whatever_the_plan(kind: str, data: st.DataObject) -> None:
    plan = data.draw(plans(kind))
    for items in forms_of(kind).values():
        assert len(asked(items, plan)) <= FIELDS
        for item in items:
            if isinstance(item.shape, Choice):
                assert 2 <= len(item.shape.offered) <= PAGE  # past `RADIOS`, a menu
            if isinstance(item.shape, Flags):
                assert len(item.fields) <= RADIOS


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
def test_the_usual_value_of_a_form_is_that_of_the_kind(kind: str) -> None:
    """What a form shows of a plan that says nothing is what such a plan means."""
    model = STEP_KINDS[kind]
    step = usual_step(kind)
    for item in every_item(kind):
        if item.name in ("budget", "themes"):
            continue  # left out, it is suggested from the options; empty, the whole wall
        shown = item.shown({}, FR)
        for field in item.fields:
            default = model.model_fields[field].get_default()
            if isinstance(item.shape, Flags):
                assert (field in shown) is default, field
            elif isinstance(item.shape, Choice) and default is not None:
                assert shown == default, field
            elif isinstance(default, int | str):
                assert shown == str(default), field
    assert step.kind == kind


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
@given(data=st.data())
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(
    kind: str, data: st.DataObject
) -> None:
    plan: dict[str, Any] = {"kind": kind, **data.draw(plans(kind))}
    before = _meant(kind, plan)
    for language in Language:
        for item in every_item(kind):
            change = item.read(item.shown(plan, language), plan, language)
            assert _meant(kind, {**plan, **change}) == before, item.name


def _meant(kind: str, plan: dict[str, Any]) -> dict[str, Any]:
    """What a plan says, its usual settings included."""
    usual = {
        name: field.get_default()
        for name, field in STEP_KINDS[kind].model_fields.items()
        if not field.is_required()
    }
    told = {k: v for k, v in written(kind, plan).items() if v is not None}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in {**usual, **told}.items()}


def test_what_has_no_meaning_is_not_written_and_comes_back() -> None:
    plan = {"method": "dots", "on": "postits", "budget": 7, "within": "chosen", "chosen": 2}
    scored = {**plan, "method": "score"}
    assert "budget" not in written("vote", scored)
    assert written("vote", {**scored, "method": "dots"})["budget"] == 7
    asked_yes = written("vote", {**plan, "method": Method.YES_NO.value})
    assert asked_yes["on"] == "options"
    assert not {"budget", "within", "chosen"} & asked_yes.keys()


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
def test_a_choice_that_was_forged_is_refused(kind: str) -> None:
    for item in every_item(kind):
        if isinstance(item.shape, Choice):
            with pytest.raises(Refusal):
                item.read("forged", {}, FR)


@pytest.mark.parametrize(
    ("text", "people"),
    [("4-12", [4, 12]), ("4 à 12", [4, 12]), ("4 – 12", [4, 12]), ("6", [6, 6]), (" ", None)],
)
def test_the_size_of_a_group_is_read_as_people_write_it(
    text: str, people: list[int] | None
) -> None:
    (item,) = [item for item in HEADING["heading"] if item.name == "people"]
    before = {"people": [2, 3]}
    assert item.read(text, before, FR) == {"people": people}


@pytest.mark.parametrize("text", ["12-4", "0 à 4", "4 à 501", "beaucoup", "4-12-20"])
def test_another_size_is_refused(text: str) -> None:
    (item,) = [item for item in HEADING["heading"] if item.name == "people"]
    with refused("recipe.bad.people"):
        item.read(text, {}, FR)


def test_so_many_subjects_are_written_only_where_they_are_chosen_by_a_vote() -> None:
    plan = {"subjects": "chosen", "most": 3}
    assert written("discuss", plan)["most"] == 3
    assert "most" not in written("discuss", {**plan, "subjects": "one"})
