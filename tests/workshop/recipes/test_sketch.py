"""A recipe while it is written: nothing is lost, and what is wrong is named with its step."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.i18n import catalogue
from bot.interface.words.sessions.kinds import usual_step
from bot.workshop.faults import FaultKind
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.checking import Tip, advice, doubts, faults, field_of, step_of
from bot.workshop.recipes.settings import forms_of
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.recipes.words import listed, said
from bot.workshop.sessions.recipe import MOST_STEPS, Recipe
from tests.builders import recipe, reveal
from tests.services.room import refused
from tests.workshop.recipes.written import plans, recipes

FR, EN = Language.FRENCH, Language.ENGLISH
ROOT = Path(__file__).parents[3]


def blank() -> Sketch:
    return Sketch.blank("Notre déroulé", FR)


def with_steps(*kinds: str) -> Sketch:
    sketch = blank()
    for kind in kinds:
        sketch = sketch.added(usual_step(kind))
    return sketch


@given(recipes())
def test_a_sketch_of_a_recipe_is_that_recipe_and_has_no_fault(whole: Recipe) -> None:
    sketch = Sketch.of(whole, FR)
    again = Sketch.of(sketch.whole(), EN) if not faults(sketch) else sketch
    assert again.written() == sketch.written(), "cleaned once, it is as it was"
    assert sketch.minutes == whole.minutes
    assert sketch.needs_scenario == whole.needs_scenario


@given(st.data())
def test_there_are_faults_when_and_only_when_it_is_no_recipe(data: st.DataObject) -> None:
    sketch = with_steps(*data.draw(st.lists(st.sampled_from(sorted(STEP_KINDS)), max_size=3)))
    for step in sketch.steps:
        sketch = sketch.planned(step.id, data.draw(plans(step.kind)))
    if data.draw(st.booleans()):
        sketch = sketch.headed({**sketch.head, "purpose": {"fr": "Essayer.", "en": "Try."}})
    found = faults(sketch)
    try:
        sketch.whole()
    except ValidationError:
        assert found
    else:
        assert found == []
    for fault in found:
        place, field = step_of(fault), field_of(fault)
        if place is None:
            assert field in (*Recipe.model_fields, "")
        else:
            kind = sketch.steps[place].kind
            asked = [f for i in forms_of(kind).values() for item in i for f in item.fields]
            assert field in ("", *asked)


def test_an_empty_recipe_says_what_it_lacks() -> None:
    assert [(fault.path, fault.kind) for fault in faults(blank())] == [
        (("purpose",), FaultKind.MISSING),
        (("steps",), FaultKind.FEW),
    ]


@given(st.lists(st.tuples(st.sampled_from("amcdu"), st.integers(0, 6)), max_size=30))
def test_whatever_is_done_to_steps_none_is_lost_and_each_has_its_own_number(
    acts: list[tuple[str, int]],
) -> None:
    sketch = with_steps("collect", "reveal", "vote")
    for act, n in acts:
        ids = [step.id for step in sketch.steps]
        one = ids[n % len(ids)] if ids else 0
        before = len(ids)
        match act:
            case "a":
                sketch = sketch.added(usual_step("discuss"), one)
                assert len(sketch.steps) == before + 1
                assert sketch.place(sketch.next_step - 1) == (ids.index(one) + 1 if ids else 0)
            case "m":
                sketch = sketch.moved(one, n - 3)
                assert sorted(step.id for step in sketch.steps) == sorted(ids)
            case "c":
                sketch = sketch.copied(one)
                assert len(sketch.steps) == before + bool(ids)
            case "d":
                gone = sketch.without(one)
                assert not ids or [step.id for step in gone.put_back().steps] == ids
                sketch = gone
            case _:
                sketch = sketch.put_back()
        numbers = [step.id for step in sketch.steps]
        assert len(set(numbers)) == len(numbers)


def test_a_recipe_has_only_so_many_steps() -> None:
    sketch = with_steps(*["discuss"] * MOST_STEPS)
    assert faults(sketch.headed({**sketch.head, "purpose": {"fr": "x", "en": "x"}})) == []
    with refused("recipe.enough_steps"):
        sketch.added(usual_step("reveal"))
    with refused("recipe.enough_steps"):
        sketch.copied(1)
    full = sketch.without(3).added(usual_step("reveal"))
    with refused("recipe.enough_steps"):
        full.put_back()


def test_the_other_language_says_the_same_until_it_has_words_of_its_own() -> None:
    same = said(None, "Bonjour", FR)
    assert same == {"fr": "Bonjour", "en": "Bonjour"}
    assert said(same, "Salut", FR) == {"fr": "Salut", "en": "Salut"}
    two = {"fr": "Bonjour", "en": "Hello"}
    assert said(two, "Salut", FR) == {"fr": "Salut", "en": "Hello"}
    assert said(two, "Hi", EN) == {"fr": "Bonjour", "en": "Hi"}
    kept = listed([two], ["Bonjour", "Neuf"], FR)
    assert kept == [two, {"fr": "Neuf", "en": "Neuf"}]


def test_words_left_behind_in_the_other_language_are_told_until_they_are_seen() -> None:
    sketch = Sketch.of(recipe(usual_step("reveal")), FR)
    (step,) = sketch.steps
    changed = {**step.plan, "title": said(step.plan["title"], "Lire", FR)}
    sketch = sketch.planned(step.id, changed, frozenset({"title", "invite"}))
    assert sketch.steps[0].behind == {"title": EN}
    (tip,) = advice(sketch)
    assert (tip.tip, tip.figures, tip.language) == (Tip.BEHIND, {"steps": 1}, EN)
    french = sketch.planned(step.id, changed, frozenset({"title"}))
    assert french.steps[0].behind == {"title": EN}, "seen in French"
    english = sketch.written_in(EN).planned(step.id, changed, frozenset({"title"}))
    assert english.steps[0].behind == {}, "seen in English, and good as it is"
    anew = {**changed, "title": said(changed["title"], "Reading", EN)}
    assert sketch.written_in(EN).planned(step.id, anew).steps[0].behind == {}


def test_advice_names_the_step() -> None:
    found = doubts(with_steps("vote", "collect", "discuss"))
    assert [(one.place, one.why) for one in found] == [(0, "no_postits_vote"), (1, "stays_hidden")]
    well = with_steps("collect", "reveal", "vote")
    assert (doubts(well), advice(well)) == ([], [])
    (_, closed) = doubts(with_steps("collect", "vote"))
    assert (closed.place, closed.why) == (1, "wall_closed_vote")
    long = Sketch.of(recipe(*[reveal(minutes=100)] * 3), FR)
    assert [tip.tip for tip in advice(long)] == [Tip.LONG]


def test_each_rule_of_a_step_has_a_name_that_people_are_told() -> None:
    """A rule raised as a plain ValueError would be told as something odd."""
    for file in [ROOT / "bot/workshop/step.py", *ROOT.glob("bot/workshop/*/step.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                assert ast.unparse(node.exc.func) != "ValueError", (
                    f"{file.relative_to(ROOT)}:{node.lineno}: raise RuleBroken, and write its"
                    " sentence recipe.rule.… in data/locale/*/recipes.po"
                )


def test_each_rule_that_a_recipe_may_break_has_its_sentence() -> None:
    said = catalogue(FR).sentences
    for file in [ROOT / "bot/workshop/step.py", *ROOT.glob("bot/workshop/*/step.py")]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or ast.unparse(call.func) != "RuleBroken":
                continue
            rule = call.args[0]
            if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                assert f"recipe.rule.{rule.value}" in said, (
                    f"{file.relative_to(ROOT)}:{call.lineno}: write recipe.rule.{rule.value} in"
                    " data/locale/*/recipes.po"
                )


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
def test_a_step_added_with_its_usual_words_has_no_fault(kind: str) -> None:
    sketch = with_steps(kind)
    (lacking,) = faults(sketch)
    assert lacking.path == ("purpose",)
