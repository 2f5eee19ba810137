"""The words of a recipe that is being written: its settings, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.showing.cards import shorten_lines
from bot.interface.words.sessions.kinds import kind_name
from bot.workshop.faults import Fault, FaultKind
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.checking import Advice, Doubt, Tip, field_of, kind_of, step_of
from bot.workshop.recipes.settings import HEADING, Item, forms_of, owner
from bot.workshop.recipes.shapes import Choice, Flags, Length
from bot.workshop.recipes.words import Plan
from bot.workshop.text import escape, shorten

_TOLD = 160  # characters of one setting
_PLACE = 60
_LINES = 100
_FAULTS = 1500
# What the figures of these faults do not say.
_NUMBERS = {"low": "recipe.fault.low", "high": "recipe.fault.high"}


def label(kind: str, item: Item, t: Catalogue) -> str:
    """Return what a setting is called; `kind` is `step` for those of every step, `recipe` for those
    of the whole."""
    return t(f"setting.{kind}.{item.name}")


def hint(kind: str, item: Item, t: Catalogue) -> str | None:
    """Return what is said beside a setting, where something is."""
    key = f"setting.{kind}.{item.name}_hint"
    return t(key) if key in t else None


def choice(kind: str, item: Item, name: str, t: Catalogue) -> str:
    """Return one of the choices of a setting."""
    return t(f"setting.{kind}.{item.name}_{name}")


def flag(kind: str, field: str, t: Catalogue) -> str:
    """Return what a ticked box says."""
    return t(f"setting.{kind}.{field}_yes")


def settings_lines(kind: str, plan: Plan, language: Language, t: Catalogue) -> list[str]:
    """Return the settings of a step, a line for each form but that of its words."""
    lines = []
    for form, items in forms_of(kind).items():
        of = owner(kind, form)
        told = [_told(of, item, plan, language, t) for item in items if item.applies(plan)]
        told = [one for one in told if one]
        if told and form != "words":
            lines.append(f"**{t(f'recipe.form.{form}')}** · " + " · ".join(told))
    return lines


def heading_line(head: Plan, language: Language, t: Catalogue) -> str:
    """Return what a recipe says of itself beside its title and its purpose; empty for nothing."""
    every = [item for items in HEADING.values() for item in items]
    told = [
        _told("recipe", item, head, language, t)
        for item in every
        if item.name not in ("title", "purpose") and head.get(item.name) is not None
    ]
    return " · ".join(told)


def _told(kind: str, item: Item, plan: Plan, language: Language, t: Catalogue) -> str:
    shape, shown = item.shape, item.shown(plan, language)
    if isinstance(shape, Flags):
        return ", ".join(flag(kind, field, t) for field in shown)
    if isinstance(shape, Choice):
        name = next((name for value, name in shape.offered if value == shown), "")
        said = choice(kind, item, name, t) if name else escape(str(shown))
    elif isinstance(shape, Length):
        minutes = plan.get(item.fields[0])
        said = t.minutes(minutes) if isinstance(minutes, int | float) else ""
    else:
        text = shown if isinstance(shown, str) else ", ".join(shown)
        said = escape(shorten(", ".join(text.split("\n")), _TOLD))
    return t("recipe.setting", name=label(kind, item, t), value=said) if said else ""


def fault_lines(faults: Sequence[Fault], t: Catalogue) -> str:
    """Return what is wrong, a line each, with its step."""
    lines = (f"- {fault_line(fault, t)}" for fault in faults[:_LINES])
    return shorten_lines("\n".join(lines), _FAULTS)


def fault_line(fault: Fault, t: Catalogue) -> str:
    """Return one thing that is wrong, with its place: “Step 3, a vote · Options: …”."""
    place = step_of(fault)
    name = _setting(fault, t)
    if place is None:
        return f"**{name}** · {expected(fault, t)}" if name else expected(fault, t)
    kind = kind_of(fault)
    where = (
        t("recipe.place", n=place + 1, kind=kind_name(kind, t))
        if kind
        else t("recipe.place_alone", n=place + 1)
    )
    said = t("recipe.setting", name=name, value=expected(fault, t)) if name else expected(fault, t)
    return f"**{where}** · {said}"


def expected(fault: Fault, t: Catalogue) -> str:
    """Return what is wrong, and what was expected."""
    figures = fault.figures
    if fault.kind is FaultKind.RULE:
        return t(f"recipe.rule.{fault.rule}", **figures)
    if fault.kind is FaultKind.TOML and not figures["line"]:
        return t("recipe.fault.unreadable")
    if fault.kind is FaultKind.YEAR:  # out of bounds
        bound = next((name for name in _NUMBERS if name in figures), None)
        return t(_NUMBERS[bound], **figures) if bound else t("length.not_a_length")
    if fault.kind is FaultKind.CHOICE:
        return t("recipe.fault.choice", words=escape(fault.among.replace("'", "")))
    return t(f"recipe.fault.{fault.kind}", **figures)


def doubt_lines(found: Sequence[Doubt], t: Catalogue) -> str:
    """Return a line for each step that makes little sense where it stands."""
    return "\n".join(f"⚠️ {t(f'recipe.doubt.{one.why}', n=one.place + 1)}" for one in found[:_LINES])


def advice_lines(found: Sequence[Advice], t: Catalogue) -> str:
    """Return advice, a line each."""
    return "\n".join(f"- {_advice(one, t)}" for one in found[:_LINES])


def in_language(language: Language, t: Catalogue) -> str:
    """Return “in French”."""
    return t("recipe.in_language", language=t.language_name(language))


def _advice(one: Advice, t: Catalogue) -> str:
    figures: dict[str, object] = dict(one.figures)
    if "minutes" in figures:
        figures["minutes"] = t.minutes(one.figures["minutes"])
    if one.language is not None:
        figures["language"] = in_language(one.language, t)
    if one.tip is Tip.BEHIND:
        return t.n("recipe.tip.behind", one.figures["steps"], **figures)
    return t(f"recipe.tip.{one.tip}", **figures)


def _setting(fault: Fault, t: Catalogue) -> str:
    """Return what the setting is called that a fault is about; a key that is none, as written."""
    field, kind = field_of(fault), kind_of(fault)
    if not field:
        return ""
    if step_of(fault) is None:
        forms, of = dict(HEADING), "recipe"
        if field == "steps":
            return t("recipe.steps")
    else:
        forms, of = (forms_of(kind) if kind in STEP_KINDS else forms_of("")), kind
    for form, items in forms.items():
        for item in items:
            if field in item.fields:
                return label(of if of == "recipe" else owner(kind, form), item, t)
    return escape(shorten(field, _PLACE))
