"""From a plan that bent while it was led to a recipe, and to the next session led with it."""

from __future__ import annotations

from bot.workshop.sessions.recipe import Recipe
from tests.discord.acting import Room, fr, options, rows


def _kinds(hall: Room) -> list[list[tuple[str, str]]]:
    """The steps of each session, by kind and title."""
    found = rows(hall.path, "SELECT recipe FROM sessions ORDER BY id")
    recipes = [Recipe.model_validate_json(row["recipe"]) for row in found]
    return [[(step.kind, step.title.fr) for step in recipe.steps] for recipe in recipes]


async def test_a_plan_bent_live_is_saved_and_led_again(hall: Room) -> None:
    lead = hall.lead
    await hall.play("essai", "collect")
    (before,) = _kinds(hall)
    page = await lead.press(await lead.press(hall.card, "lead.panel"), "plan.list")
    page = await lead.choose(await lead.press(page, "plan.insert"), "plan.where", "now")
    form = await lead.choose(page, "plan.kind", "vote")
    said = {"question": "On garde la halle ?", "method": ["approval"], "about": "options"}
    done = await lead.fill(form, **said, options="oui\nnon", minutes="1 min 30")
    assert fr("plan.done.opened") in done.text
    page = await lead.press(await lead.press(hall.card, "lead.panel"), "plan.list")
    (moved,) = [v for v, name in options(page, "plan.pick").items() if name.endswith(before[3][1])]
    page = await lead.choose(page, "plan.pick", moved)
    await lead.press(page, label=fr("button.plan_up"))
    bent = [("vote", "On garde la halle ?"), *before[:2], before[3], before[2], *before[4:]]
    assert _kinds(hall) == [bent]

    asked = {"title": "Notre essai", "from": "#here"}
    bench = await lead.command(hall.channel, "recipe new", **asked)
    bench = await lead.press(bench, "recipe.check")
    assert fr("recipe.complete") in bench.text
    bench = await lead.press(bench, "recipe.save")
    assert fr("recipe.saved") in bench.text
    await hall.end()
    await hall.play("notre-essai", "vote")
    assert _kinds(hall) == [bent, bent]
    assert "On garde la halle ?" in hall.texts[-1]
