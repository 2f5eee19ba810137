"""What facilitators read of the plan: all of it, then one step with what can be done with it."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Block, Button, Rule, button, layout, option, select
from bot.interface.showing.links import page_of
from bot.interface.words.sessions import plan as words
from bot.services.sessions.plan import Seen
from bot.workshop.sessions.plan import Stands
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import escape
from cogs.sessions.plan.button import panel_button

# Characters of all lines of a page, and of a title where they are more; of what is doubted.
_LINES, _SHORT, _DOUBTS = 2500, 24, 700


def plan_page(seen: Seen, t: Catalogue, page: int = 0, head: str = "") -> ui.LayoutView:
    """Return the steps in their order, those that were taken out below, and the menu of the steps
    to act on; `head` comes first."""
    plan, session = seen.plan, seen.plan.session
    every = [*plan.steps, *plan.out]
    shown, turns = page_of(
        every, page, lambda to: custom_id("plan.list", session=session.id, page=to)
    )
    lines = {step: words.line(seen, step, t) for step in shown}
    if sum(map(len, lines.values())) > _LINES:
        lines = {step: words.line(seen, step, t, _SHORT) for step in shown}
    kept = [lines[step] for step in shown if not step.is_out]
    out = [lines[step] for step in shown if step.is_out]
    menu = select(
        custom_id("plan.pick", session=session.id),
        t("plan.pick"),
        [_choice(seen, step, t) for step in shown],
    )
    length = t.minutes(sum(step.plan.minutes for step in plan.steps))
    return layout(
        head,
        Rule.LINE if head else None,
        f"### 📋 {escape(session.title)}\n" + t.n("plan.length", len(plan.steps), length=length),
        "\n".join(kept),
        f"{t('plan.out')}\n" + "\n".join(out) if out else "",
        shorten_lines(words.doubted(plan, t), _DOUBTS),
        turns,
        [menu],
        [
            *([] if _no_more(seen) else [_insert(session, _first(seen), t)]),
            panel_button(session.id, t),
        ],
    )


def step_page(seen: Seen, step: StepRun, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return one step, what is planned of it, and what can be done with it as it stands; under
    `head`, what was just done, what the whole plan then is in doubt of."""
    plan, session = seen.plan, seen.plan.session
    stands = plan.stands(step)
    title = words.title_of(plan, step)
    place = "" if step.is_out else t("plan.place", n=step.position + 1, total=len(plan.steps))
    now = [*filter(None, [place]), *words.facts_of(seen, step, t)]
    told: list[Block] = [
        head,
        Rule.LINE if head else None,
        f"### {words.EMOJI[stands]} {title}\n{words.described(seen, step, t)}\n{' · '.join(now)}",
        shorten_lines(words.doubted(plan, t, None if head else step), _DOUBTS),
        "\n".join(f"-# {one}" for one in _said_before(seen, step, t)),
    ]
    return layout(
        *told,
        _moves(seen, step, t),
        _changes(seen, step, t),
        [
            button(t("button.plan_back"), custom_id("plan.list", session=session.id, page=0)),
            panel_button(session.id, t),
        ],
    )


def _said_before(seen: Seen, step: StepRun, t: Catalogue) -> list[str]:
    """Return what the buttons of a step do, where it must be known before."""
    plan = seen.plan
    said: list[str] = []
    if plan.may_come_next(step) and plan.here is not None:
        said.append(t("plan.says.next", title=words.title_of(plan, plan.here)))
    if not step.is_out and not _no_more(seen):
        where = words.before(plan, plan.repeats_at(step), t)
        said.append(t("plan.says.repeat", where=where))
    if plan.may_leave(step):
        answered = seen.made_in(step).answers and step.plan.decides
        key = "answers" if answered else "made" if seen.made_in(step) else "empty"
        said.append(t(f"plan.says.take_out.{key}"))
    if step.is_out:
        full = plan.is_full
        where = words.before(plan, plan.returns_to(step), t)
        said.append(
            t("plan.full", most=MOST_STEPS) if full else t("plan.says.put_back", where=where)
        )
        if seen.made_in(step):
            said.append(t("plan.says.kept"))
    return said


def _moves(seen: Seen, step: StepRun, t: Catalogue) -> list[Button]:
    plan, session = seen.plan, seen.plan.session
    above, below = plan.above(step), plan.below(step)
    found = []
    if above is not None:
        found.append(_swap(session, step, above, step, t("button.plan_up")))
    if below is not None:
        found.append(_swap(session, step, step, below, t("button.plan_down")))
    if plan.may_come_next(step):
        here = plan.here
        key = "button.plan_first" if here is None else "button.plan_next"
        at = custom_id(
            "plan.next", session=session.id, step=step.id, follows=here.id if here else None
        )
        found.append(button(t(key), at))
    return found


def _changes(seen: Seen, step: StepRun, t: Catalogue) -> list[Button]:
    plan, session = seen.plan, seen.plan.session
    found = []
    if plan.rewords(step) or plan.resizes(step):
        at = custom_id("plan.change", session=session.id, step=step.id)
        found.append(button(t("button.plan_change"), at, emoji="✏️"))
    if not _no_more(seen) and not step.is_out:
        behind = plan.at(plan.repeats_at(step))
        at = custom_id(
            "plan.repeat", session=session.id, step=step.id, before=behind.id if behind else None
        )
        found.append(button(t("button.plan_repeat"), at, emoji="🔁"))
    if not _no_more(seen) and plan.moves(step):
        found.append(_insert(session, step.id, t, "button.plan_insert_before"))
    if plan.may_leave(step):
        at = custom_id("plan.take_out", session=session.id, step=step.id)
        found.append(button(t("button.plan_take_out"), at))
    if step.is_out and not plan.is_full:
        behind = plan.at(plan.returns_to(step))
        at = custom_id(
            "plan.put_back", session=session.id, step=step.id, before=behind.id if behind else None
        )
        style = discord.ButtonStyle.primary
        found.append(button(t("button.plan_put_back"), at, style=style))
    return found


def _swap(session: Session, step: StepRun, upper: StepRun, lower: StepRun, label: str) -> Button:
    at = custom_id("plan.swap", session=session.id, step=step.id, upper=upper.id, lower=lower.id)
    return button(label, at)


def _insert(
    session: Session, before: int | None, t: Catalogue, key: str = "button.plan_insert"
) -> Button:
    at = custom_id("plan.insert", session=session.id, before=before, now=None)
    return button(t(key), at, emoji="➕")


def _first(seen: Seen) -> int | None:
    """Return the first step to come, before which a new one is put unless people say otherwise."""
    behind = seen.plan.at(seen.plan.first_free)
    return behind.id if behind is not None and seen.plan.here is not None else None


def _no_more(seen: Seen) -> bool:
    return seen.plan.is_full or seen.plan.is_worn


def _choice(seen: Seen, step: StepRun, t: Catalogue) -> discord.SelectOption:
    plan, stands = seen.plan, seen.plan.stands(step)
    place = "" if step.is_out else f"{step.position + 1}. "
    below = " · ".join(words.facts_of(seen, step, t))
    if stands is Stands.OUT:
        below = f"{t('plan.stands.out')} · {below}"
    title = step.plan.title[plan.session.language]
    return option(f"{place}{title}", str(step.id), description=below)
