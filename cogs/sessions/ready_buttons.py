"""Who is ready, on the panel and on the page of the room: a line, and a row of buttons."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.words.sessions.readiness import tally_text
from bot.services.sessions.whereabouts import Whereabouts
from bot.workshop.kinds import Consent
from bot.workshop.step import Ready

# What a custom id says of how people are asked.
HOW = (Ready.NO, Ready.ASK, Ready.NEXT)


def ready_line(seen: Whereabouts, t: Catalogue) -> str:
    """Return the line of the panel on who is ready; nothing where nobody is asked."""
    return tally_text(seen.ready, t) if seen.ready is not None else ""


def ready_buttons(seen: Whereabouts, t: Catalogue) -> list[Button]:
    """Return what those who lead do about who is ready, as a row of the panel."""
    step, now = seen.current, seen.ready
    if step is None or not step.is_open or step.outcome is not None:
        return []
    if now is None:
        return [_ask(step.id, Ready.ASK, "button.ready_ask", t)]
    row = []
    if now.to_remind:
        remind = custom_id("ready.remind", step=step.id)
        row.append(button(t("button.ready_remind"), remind, emoji="🔔"))
    if step.plan.ready is Ready.NEXT:
        row.append(_ask(step.id, Ready.ASK, "button.ready_stay", t))
    elif step.position + 1 < len(seen.steps) and not isinstance(step.plan, Consent):
        row.append(_ask(step.id, Ready.NEXT, "button.ready_next", t))
    return [*row, _ask(step.id, Ready.NO, "button.ready_stop", t)]


def room_ready(seen: Whereabouts, t: Catalogue) -> list[Button]:
    """Return what those who lead say of the people in the room, as a row of their page."""
    step, now = seen.current, seen.ready
    if step is None or now is None:
        return []
    everyone = now.room_ready == seen.session.in_room
    key = "button.ready_room_back" if everyone else "button.ready_room"
    turn = custom_id("ready.room", step=step.id, wanted=not everyone)
    some = custom_id("ready.room_count", step=step.id)
    row = [button(t(key), turn, emoji="✋")]
    if seen.session.in_room > 1:
        row.append(button(t("button.ready_room_count"), some))
    return row


def _ask(step_id: int, how: Ready, key: str, t: Catalogue) -> Button:
    where = custom_id("ready.ask", step=step_id, how=HOW.index(how))
    return button(t(key), where, emoji="✋" if how is Ready.ASK and "ask" in key else None)
