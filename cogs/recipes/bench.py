"""The workbench: a private message with the steps of a recipe, and every tool."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, Button, Row, Rule, button, layout, option, select
from bot.interface.words.recipes import (
    advice_lines,
    doubt_lines,
    fault_line,
    fault_lines,
    heading_line,
    in_language,
)
from bot.interface.words.sessions.kinds import kind_name
from bot.workshop.faults import Fault
from bot.workshop.language import SHORT, Language
from bot.workshop.recipes.checking import advice, doubts, faults, step_of
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.sketch import Sketch, SketchStep
from bot.workshop.recipes.words import heard, other
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.text import escape, shorten

# Characters: of the head, of the list. Escaped, a text may be twice as long.
_HEAD = 1700
_LIST = 1500
# What each kind of step looks like in a list.
EMOJI = {
    "story": "📖",
    "collect": "📝",
    "reveal": "🧱",
    "group": "🗂️",
    "vote": "🗳️",
    "consent": "🤝",
    "election": "🪑",
    "discuss": "💬",
    "turns": "🗣️",
    "position": "🧍",
    "subgroups": "👥",
    "roadmap": "🛤️",
    "actions": "✅",
    "follow": "📋",
    "rate": "⭐",
}
_ANY = "▫️"


def bench(recipe: Prepared, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the workbench as it stands; `head` comes first (an answer, a check)."""
    sketch = recipe.sketch
    found = faults(sketch)
    return layout(
        shorten_lines(head, _HEAD),
        Rule.LINE if head else None,
        f"### 🧰 {escape(sketch.title) or '…'}\n{_heading(sketch, found, t)}\n{_state(recipe, t)}",
        shorten_lines(_steps(sketch, found, t), _LIST),
        *_pickers(recipe, t),
        _writing(recipe, t),
        _looking(recipe, t),
        _tongues(recipe, t) if len(Language) > 2 else None,
    )


def checked(recipe: Prepared, t: Catalogue) -> str:
    """Return the answer of a check: what is missing, what cannot work, then advice."""
    found, tips = faults(recipe.sketch), advice(recipe.sketch)
    doubted = doubtful(recipe, t)
    if found:
        parts = [lacking(found, t)]
    else:
        parts = [t("recipe.complete_but") if doubted else f"✅ {t('recipe.complete')}"]
    parts += [doubted] if doubted else []
    if tips:
        parts.append(f"💡 {t('recipe.advice')}\n{advice_lines(tips, t)}")
    return "\n".join(parts)


def doubtful(recipe: Prepared, t: Catalogue) -> str:
    """Return what cannot work as the recipe stands, though it may be saved so."""
    return doubt_lines(doubts(recipe.sketch), t)


def lacking(found: list[Fault], t: Catalogue) -> str:
    """Return what must be done before the recipe can be saved."""
    return f"⚠️ {t.n('recipe.lacking', len(found))}\n{fault_lines(found, t)}"


def deletion(recipe: Prepared, t: Catalogue) -> ui.LayoutView:
    """Return the question before a recipe is deleted."""
    key = "recipe.delete_draft" if recipe.saved is None else "recipe.delete_saved"
    return layout(
        t(key, title=escape(recipe.sketch.title)),
        [
            button(
                t("button.recipe_delete_yes"),
                custom_id("recipe.delete_yes", recipe=recipe.id),
                style=discord.ButtonStyle.danger,
            ),
            back(recipe, t),
        ],
    )


def back(recipe: Prepared, t: Catalogue) -> Button:
    """Return the button that leads to the workbench."""
    return button(t("button.recipe_open"), custom_id("recipe.open", recipe=recipe.id))


def state(recipe: Prepared, t: Catalogue) -> str:
    """Return in a word where a recipe is: a draft, saved, or changed since."""
    if recipe.saved is None:
        return t("recipe.state_draft")
    return t("recipe.state_changed" if recipe.pending else "recipe.state_saved")


def step_name(step: SketchStep, sketch: Sketch) -> str:
    """Return the title of a step in the language of its recipe, or “…”."""
    return heard(step.plan.get("title"), sketch.language) or "…"


def emoji_of(kind: str) -> str:
    return EMOJI.get(kind, _ANY)


def _heading(sketch: Sketch, found: list[Fault], t: Catalogue) -> str:
    purpose = heard(sketch.head.get("purpose"), sketch.language)
    lines = [
        escape(purpose[:SHORT]),
        heading_line(sketch.head, sketch.language, t),
        t(
            "recipe.heading",
            length=t.minutes(sketch.minutes),
            steps=t.n("recipe.count", len(sketch.steps)),
            language=in_language(sketch.language, t),
        ),
        t("recipe.needs_scenario") if sketch.needs_scenario else "",
        *(f"⚠️ {fault_line(fault, t)}" for fault in found if step_of(fault) is None),
    ]
    return "\n".join(filter(None, lines))


def _state(recipe: Prepared, t: Catalogue) -> str:
    if recipe.saved is None:
        return "-# " + t("recipe.is_draft")
    return "-# " + t("recipe.is_changed" if recipe.pending else "recipe.is_saved")


def _steps(sketch: Sketch, found: list[Fault], t: Catalogue) -> str:
    wrong = {step_of(fault) for fault in found}
    return "\n".join(
        f"{'⚠️' if place in wrong else emoji_of(step.kind)} {place + 1}. "
        f"**{escape(step_name(step, sketch))}** · {kind_name(step.kind, t)} · "
        f"{t.minutes(step.minutes)}"
        for place, step in enumerate(sketch.steps)
    )


def _pickers(recipe: Prepared, t: Catalogue) -> list[Row]:
    """Return the menus of the steps, once there are some: each shows 25 at most."""
    sketch, rows = recipe.sketch, []
    choices = [
        option(
            f"{place + 1}. {step_name(step, sketch)}",
            str(step.id),
            description=f"{kind_name(step.kind, t)} · {t.minutes(step.minutes)}",
        )
        for place, step in enumerate(sketch.steps)
    ]
    for sheet, at in enumerate(range(0, len(choices), PAGE)):
        shown = choices[at : at + PAGE]
        alone = len(choices) <= PAGE
        of = {"first": at + 1, "last": at + len(shown)}
        placeholder = t("recipe.pick_any") if alone else t("recipe.pick_step", **of)
        where = custom_id("recipe.step", recipe=recipe.id, sheet=sheet)
        rows.append([select(where, placeholder, shown)])
    return list(rows)


def _writing(recipe: Prepared, t: Catalogue) -> Row:
    sketch = recipe.sketch
    tools = []
    if len(sketch.steps) < MOST_STEPS:
        tools.append(
            button(
                t("button.recipe_add"),
                custom_id("recipe.add", recipe=recipe.id, after=None),
                emoji="➕",
                style=discord.ButtonStyle.secondary
                if sketch.steps
                else discord.ButtonStyle.primary,
            )
        )
    tools.append(
        button(
            t("button.recipe_heading"),
            custom_id("recipe.form", recipe=recipe.id, part=None, form=0),
            emoji="🏷️",
        )
    )
    if len(Language) == 2:
        apart = other(sketch.language)
        tools.append(
            button(
                t("button.recipe_in", language=t.language_name(apart)),
                custom_id("recipe.language", recipe=recipe.id, english=apart is Language.ENGLISH),
                emoji="🌐",
            )
        )
    if sketch.removed is not None:
        name = step_name(sketch.removed.step, sketch)
        tools.append(
            button(
                t("button.recipe_put_back", title=shorten(name, 30)),
                custom_id("recipe.put_back", recipe=recipe.id),
                emoji="↩️",
            )
        )
    return tools


def _tongues(recipe: Prepared, t: Catalogue) -> Row:
    sketch = recipe.sketch
    offered = [
        option(in_language(one, t), one.value, default=one is sketch.language) for one in Language
    ]
    return [select(custom_id("recipe.tongue", recipe=recipe.id), t("recipe.tongue"), offered)]


def _looking(recipe: Prepared, t: Catalogue) -> Row:
    return [
        button(
            t("button.recipe_save"),
            custom_id("recipe.save", recipe=recipe.id),
            emoji="💾",
            style=discord.ButtonStyle.success,
        ),
        button(t("button.recipe_check"), custom_id("recipe.check", recipe=recipe.id), emoji="🔎"),
        button(
            t("button.recipe_preview"),
            custom_id("recipe.preview", recipe=recipe.id, place=0),
            emoji="👁️",
        ),
        button(t("button.recipe_export"), custom_id("recipe.export", recipe=recipe.id), emoji="📤"),
        button(
            t("button.recipe_delete"),
            custom_id("recipe.delete", recipe=recipe.id),
            style=discord.ButtonStyle.danger,
        ),
    ]
