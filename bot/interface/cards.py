"""The public cards: the lobby, a step under way, a step that is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import discord
from discord import ui

from bot.interface.layout import QUIET, Block, Button, button, layout
from bot.interface.people import language_of_room
from bot.interface.router import custom_id
from bot.interface.screen import Scene, StepScreen
from bot.interface.when import time_line
from bot.services.context import Context
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState
from bot.workshop.text import escape, shorten

Screens = Mapping[str, StepScreen]


def lobby_card(session: Session, letter: int | None = None) -> ui.LayoutView:
    """Return the card that says what the session will be."""
    t = language_of_room(session)
    steps = "\n".join(
        f"{rank}. {escape(step.title[session.language])} · {t.minutes(step.minutes)}"
        for rank, step in enumerate(session.recipe.steps, start=1)
    )
    return layout(
        f"## {escape(session.title)}\n{session.recipe.purpose[session.language]}",
        t("lobby.steps", length=t.minutes(session.recipe.minutes))
        + "\n"
        + shorten_lines(steps, 2000),
        t(f"signing.{session.signing}"),
        t("lobby.soon"),
        [_where(session, t("button.where")), _lead(session, t("button.lead"))],
        letter=letter,
    )


def folded_lobby(session: Session) -> ui.LayoutView:
    """Return the lobby card once the session has started, or was called off."""
    t = language_of_room(session)
    started = session.started_at is not None
    key = "lobby.started" if started else "lobby.cancelled"
    return layout(f"**{escape(session.title)}**\n{t(key)}", colour=QUIET)


async def step_card(
    ctx: Context,
    screens: Screens,
    session: Session,
    step: StepRun,
    now: datetime,
    letter: int | None = None,
    picture: Block = None,
) -> ui.LayoutView:
    """Return the card of the step under way, with its `picture` if it has one."""
    t = language_of_room(session)
    scene = Scene(ctx, session, step, t)
    screen = screens[step.plan.kind]
    return layout(
        "-# "
        + t(
            "card.place",
            n=step.position + 1,
            total=len(session.recipe.steps),
            title=escape(session.title),
        ),
        f"## {escape(step.plan.title[session.language])}\n{step.plan.invite[session.language]}",
        await screen.body(scene),
        picture,
        time_line(session, step, t, now),
        [
            *await screen.offered(scene),
            _where(session, t("button.where")),
            _lead(session, t("button.lead")),
        ],
        letter=letter,
    )


async def folded_card(
    ctx: Context, screens: Screens, session: Session, step: StepRun
) -> ui.LayoutView:
    """Return the card of a step that was left: what it showed, without buttons."""
    t = language_of_room(session)
    interrupted = step.left_seconds is not None
    key = {
        StepState.CLOSED: "card.closed",
        StepState.SKIPPED: "card.skipped",
        StepState.WAITING: "card.interrupted" if interrupted else "card.set_aside",
        StepState.OPEN: "card.reopened",
    }[step.state]
    screen = screens[step.plan.kind]
    return layout(
        f"**{escape(step.plan.title[session.language])}**\n"
        + t(key, spent=t.minutes(max(1, round(step.spent_seconds / 60)))),
        await screen.left_behind(Scene(ctx, session, step, t)),
        colour=QUIET,
    )


async def current_card(
    ctx: Context,
    screens: Screens,
    session: Session,
    steps: list[StepRun],
    now: datetime,
    picture: Block = None,
) -> ui.LayoutView | None:
    """Return what the message of `card_message` should show."""
    if session.state is SessionState.LOBBY:
        return lobby_card(session)
    if session.state is SessionState.ENDED or session.position is None:
        return None
    return await step_card(ctx, screens, session, steps[session.position], now, picture=picture)


def card_message(session: Session, steps: list[StepRun]) -> int | None:
    """Return the message that shows where the session is; None when it was not said yet."""
    if session.state is SessionState.LOBBY:
        return session.lobby_message_id
    if session.state is SessionState.ENDED or session.position is None:
        return None
    return steps[session.position].card_message_id


def shorten_lines(text: str, limit: int) -> str:
    """Return the first lines of `text` that fit in `limit` characters, “…” for the others."""
    if len(text) <= limit:
        return text
    kept: list[str] = []
    size = 0
    for line in text.split("\n"):
        if size + len(line) + 1 > limit - 2:
            break
        kept.append(line)
        size += len(line) + 1
    return "\n".join([*kept, "…"]) if kept else shorten(text, limit)


def _where(session: Session, label: str) -> Button:
    return button(label, custom_id("session.where", session=session.id), emoji="🧭")


def _lead(session: Session, label: str) -> Button:
    return button(
        label,
        custom_id("lead.panel", session=session.id),
        emoji="🎛️",
        style=discord.ButtonStyle.secondary,
    )
