"""The facilitators' panel before the meeting begins."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Block, Button, button, option, select
from bot.interface.showing.when import countdown, day_and_clock
from bot.interface.words.before import waiting
from bot.services.postits.step import Gathered
from bot.services.sessions.whereabouts import Whereabouts
from bot.services.vote.step import Polled
from bot.workshop.before.ahead import can_be_ahead
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape


def lobby_blocks(seen: Whereabouts, t: Catalogue) -> list[Block]:
    """Return what the panel of the lobby offers: what waits already, and what may be opened before
    the meeting, a button for one step, a menu for several."""
    session = seen.session
    able = can_be_ahead(session, seen.steps)
    told = waiting(seen.showing, t)
    if not able:
        return [told]
    alone = able[0] if len(able) == 1 else None
    steps = t("before.panel_steps")
    if alone is not None:
        steps = t("before.panel_step", title=escape(alone.plan.title[session.language]))
    note = "-# " + t("before.panel_offer", steps=steps)
    texts = "\n".join(filter(None, (told, note)))
    if alone is not None:
        act = custom_id("before.ask", step=alone.id)
        return [texts, [button(t("button.open_ahead"), act, emoji="📬")]]
    options = [
        option(f"{step.position + 1}. {step.plan.title[session.language]}", str(step.id))
        for step in able
    ]
    menu = select(
        custom_id("before.pick", session=session.id), t("before.pick_placeholder"), options
    )
    return [texts, [menu]]


def ahead_blocks(seen: Whereabouts, step: StepRun, t: Catalogue) -> list[Block]:
    """Return the panel while a step is open before the meeting: numbers, never names."""
    session = seen.session
    assert step.closes_at is not None
    lines = [
        t(
            "before.panel",
            title=escape(step.plan.title[session.language]),
            until=day_and_clock(step.closes_at),
            countdown=countdown(step.closes_at),
        ),
        t.n(f"before.panel_people.{step.plan.doing}", _people(seen.found)),
        t.n("before.panel_reminded", seen.to_remind),
        "-# " + t(f"before.panel_begin.{step.plan.doing}"),
    ]
    return ["\n".join(lines), _begin(seen, t), _others(seen, step, t)]


def _people(found: object) -> int:
    """Return how many wrote in a step, or voted, from what its kind shows."""
    if isinstance(found, Gathered):
        return found.people
    return found.progress.voted if isinstance(found, Polled) else 0


def _begin(seen: Whereabouts, t: Catalogue) -> Sequence[Button]:
    n = seen.session.id
    return [
        button(
            t("button.begin_meeting"),
            custom_id("lead.start", session=n),
            emoji="▶️",
            style=discord.ButtonStyle.success,
        ),
        button(t("button.end"), custom_id("lead.end", session=n), style=discord.ButtonStyle.danger),
    ]


def _others(seen: Whereabouts, step: StepRun, t: Catalogue) -> Sequence[Button]:
    return [
        button(t("button.deadline"), custom_id("before.ask", step=step.id), emoji="🗓️"),
        button(t("button.close_ahead"), custom_id("before.close", step=step.id)),
        button(t("button.refresh"), custom_id("lead.panel", session=seen.session.id), emoji="🔄"),
    ]
