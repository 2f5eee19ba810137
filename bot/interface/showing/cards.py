"""The public cards: the lobby, a step under way, a step that is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import QUIET, TEXT_LIMIT, Block, Button, button, layout
from bot.interface.showing.screen import Scene, Screens, StepScreen, scene
from bot.interface.showing.when import time_line
from bot.interface.words.before import ahead_buttons, planned_for, waiting
from bot.interface.words.hands import card_buttons, card_text
from bot.services.sessions.card import Showing
from bot.workshop.kinds import BaseStep, Collect, Consent, Turns
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState
from bot.workshop.text import escape, shorten

_IN_A_ROW = 5


def lobby_card(shown: Showing, letter: int | None = None) -> ui.LayoutView:
    """Return the card that says what the session will be, and what waits for it already."""
    session = shown.session
    t = language_of_room(session)
    steps = "\n".join(
        f"{rank}. {escape(step.title[session.language])} · {t.minutes(step.minutes)}"
        for rank, step in enumerate(session.recipe.steps, start=1)
    )
    return layout(
        f"## {escape(session.title)}\n{escape(session.recipe.purpose[session.language])}",
        t("lobby.steps", length=t.minutes(session.recipe.minutes))
        + "\n"
        + shorten_lines(steps, 2000),
        _signing(session, t),
        waiting(shown, t),
        planned_for(session, t),
        t("lobby.soon"),
        [_where(session, t("button.where")), _lead(session, t("button.lead"))],
        letter=letter,
    )


def _signing(session: Session, t: Catalogue) -> str:
    """Return whether names go with what people write; nothing where nothing carries one, so that
    nobody fears for a mark or a ballot."""
    carries = any(map(_carries_names, session.recipe.steps))
    return t(f"signing.{session.signing}") if carries else ""


def _carries_names(plan: BaseStep) -> bool:
    return isinstance(plan, Collect | Consent) or (isinstance(plan, Turns) and plan.word)


def folded_lobby(session: Session) -> ui.LayoutView:
    """Return the lobby card once the session has started, or was called off."""
    t = language_of_room(session)
    key = "lobby.started" if session.started_at is not None else "lobby.cancelled"
    if session.is_before:
        key = "before.lobby_folded"
    return layout(f"**{escape(session.title)}**\n{t(key)}", colour=QUIET)


def step_card(
    screens: Screens,
    shown: Showing,
    now: datetime,
    letter: int | None = None,
    picture: Block = None,
) -> ui.LayoutView:
    """Return the card of the step under way, with its `picture` if it has one."""
    session = shown.session
    t = language_of_room(session)
    here = scene(shown, t)
    step, screen = here.step, screens[here.step.plan.kind]
    leading = [_where(session, t("button.where")), _lead(session, t("button.lead"))]
    if step.rests(session):
        told = (
            _place(session, step, t),
            f"## {escape(step.plan.title[session.language])}\n{t('card.closed_in_time')}",
            screen.left_behind(here),
        )
        return layout(
            *told,
            picture,
            card_text(shown.hands, t, _room_beside(told)),
            [*card_buttons(shown.hands, session.id, t), *leading],
            letter=letter,
        )
    told = (
        _place(session, step, t),
        f"## {escape(step.plan.title[session.language])}\n{invitation(screen, here)}".rstrip(),
        screen.body(here),
    )
    clock = (time_told(screen, here, now), ready_line(shown, t))
    return layout(
        *told,
        picture,
        card_text(shown.hands, t, _room_beside((*told, *clock))),
        *clock,
        *_rows(screen.buttons(here), shown, leading, t),
        ahead_buttons(session, step, t, now),
        letter=letter,
    )


def _room_beside(told: Sequence[str]) -> int:
    """Return how many characters are left in a message beside what it tells."""
    return TEXT_LIMIT - sum(map(len, told))


def time_told(screen: StepScreen[Any], here: Scene[Any], now: datetime) -> str:
    """Return how much time is left, or what the kind of the step says once it is up."""
    session, step = here.session, here.step
    own = screen.time_up(here) if step.is_open and step.overtime(now) else ""
    return own or time_line(session, step, here.t, now)


def ready_line(shown: Showing, t: Catalogue) -> str:
    """Return how many are ready in the step under way, and what comes of it; nothing while nobody
    is, nor where nobody is asked."""
    now = shown.ready
    if now is None:
        return ""
    if now.everyone:
        return "✋ " + t("ready.everyone_next" if now.goes_on else "ready.everyone")
    then = t("ready.then_next") if now.goes_on else ""
    if not now.ready:
        return f"-# ✋ {then}" if then else ""
    return f"✋ {t.n('ready.count', now.ready)}" + (f"\n-# {then}" if then else "")


def _rows(
    theirs: Sequence[Button], shown: Showing, leading: Sequence[Button], t: Catalogue
) -> list[list[Button]]:
    """Return the rows of a card: a second one where people are asked if they are ready or raise
    their hands, and where one is too short."""
    hands = card_buttons(shown.hands, shown.session.id, t)
    if shown.ready is None or shown.step is None:
        if hands:
            return [[*theirs], [*hands, *leading]]
        whole = [*theirs, *leading]
        return [whole] if len(whole) <= _IN_A_ROW else [[*theirs], [*leading]]
    ready = button(t("button.ready"), custom_id("ready.press", step=shown.step.id), emoji="✋")
    return [[*theirs, ready], [*hands, *leading]]


def invitation(screen: StepScreen[Any], here: Scene[Any]) -> str:
    """Return what the room is invited to do in a step; nothing where it cannot be done."""
    invite = here.step.plan.invite[here.session.language]
    return escape(invite) if screen.invites(here) else ""


def _place(session: Session, step: StepRun, t: Catalogue) -> str:
    """Return which step of which session a card shows; nothing for the only one of a quick session,
    which has its title."""
    if session.quick:
        return ""
    total, title = len(session.recipe.steps), escape(session.title)
    return "-# " + t("card.place", n=step.position + 1, total=total, title=title)


def folded_card(screens: Screens, shown: Showing) -> ui.LayoutView:
    """Return the card of a step that was left: what it showed, without buttons."""
    session = shown.session
    t = language_of_room(session)
    here = scene(shown, t)
    step = here.step
    key = {
        StepState.CLOSED: "card.closed",
        StepState.SKIPPED: "card.skipped",
        StepState.WAITING: _waits(step),
        StepState.OPEN: "card.reopened",
    }[step.state]
    if step.ahead and step.state is StepState.CLOSED:
        key = "before.folded_end"
    screen = screens[step.plan.kind]
    return layout(
        f"**{escape(step.plan.title[session.language])}**\n"
        + t(key, spent=t.minutes(max(1, round(step.spent_seconds / 60)))),
        screen.left_behind(here),
        colour=QUIET,
    )


def _waits(step: StepRun) -> str:
    """Return the key of what a step that waits will do: go on, come again, stay decided, or none
    of these once it was taken out of the plan."""
    if step.is_out:
        return "card.taken_out"
    if step.outcome is not None:
        return "card.decided"
    if step.ahead:
        return f"before.folded.{step.plan.doing}"
    return "card.set_aside" if step.left_seconds is None else "card.interrupted"


def current_card(
    screens: Screens, shown: Showing, now: datetime, picture: Block = None
) -> ui.LayoutView | None:
    """Return what the message of `card_message` should show."""
    if shown.session.state is SessionState.LOBBY:
        return lobby_card(shown)
    return step_card(screens, shown, now, picture=picture) if shown.step is not None else None


def card_message(shown: Showing) -> int | None:
    """Return the message that shows where the session is; None when it was not said yet."""
    if shown.session.state is SessionState.LOBBY:
        return shown.session.lobby_message_id
    return shown.step.card_message_id if shown.step is not None else None


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
