"""The page of those who lead: who waits and why in this order, and every press about it."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, Button, Rule, Select, button, layout, option, select
from bot.interface.words.hands import absent_line, card_text, named, next_buttons
from bot.services.context import Context
from bot.services.hands.leading import Done, seen_by
from bot.workshop.hands.hand import Hand, Raised
from bot.workshop.hands.queue import Hands
from bot.workshop.in_room import ROOM
from bot.workshop.text import shorten
from cogs.sessions.plan.button import panel_button

_LINES = 1800
_STATE = 900
_ROW = 4


async def show_hands(ctx: Context, press: Press, session_id: int, head: str = "") -> None:
    """Show the page of the moment in the place of what was pressed."""
    done = await seen_by(ctx, session_id, press.actor)
    await replace(press.interaction, hands_page(done, press.t, head))


def hands_page(done: Done, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the page of a session whose hands are open, or were."""
    session, hands = done.session, done.hands
    n = session.id
    others = [button(t("button.refresh"), custom_id("hands.page", session=n), emoji="🔄")]
    if session.in_room and hands.open:
        up = hands.hand_of(ROOM, Raised.HAND) is not None
        label = t("button.hands_room_down" if up else "button.hands_room")
        others.append(button(label, custom_id("hands.room", session=n), emoji="👥"))
    if hands.open:
        shut = custom_id("hands.shut", session=n)
        others.append(button(t("button.hands_shut"), shut))
    else:
        label = t("button.hands_again" if hands.raised else "button.hands_open")
        others.append(button(label, custom_id("hands.open", session=n), emoji="🙋"))
    return layout(
        head,
        Rule.LINE if head else None,
        f"### 🙋 {t('hands.title')}",
        card_text(hands, t, _STATE),
        absent_line(hands, t),
        _in_order(hands, t),
        _acts(hands, n, t),
        _choice(hands, n, t),
        *_chairs(hands, n, t),
        others,
        [panel_button(n, t)],
    )


def _acts(hands: Hands, session_id: int, t: Catalogue) -> list[Button]:
    """Return what is done with the floor now."""
    row = next_buttons(hands, session_id, t, page=True)
    if hands.speaker is not None:
        back = custom_id("hands.back", session=session_id, turn=hands.turn)
        row.append(button(t("button.hands_back"), back, emoji="↩️"))
    if hands.open and (hands.chairs is None or hands.free_chair is not None):
        whom = custom_id("hands.whom", session=session_id, turn=hands.turn)
        row.append(button(t("button.hands_whom"), whom))
    return row


def _choice(hands: Hands, session_id: int, t: Catalogue) -> list[Select]:
    """Return the menu of those whose hand is up; none where there is nothing to choose."""
    people = list(dict.fromkeys(hand.person for hand in hands.line))
    if not hands.may_give or len(people) < 2:
        return []
    names = {hand.person: hand.name for hand in hands.line}
    options = [option(names[one], str(one)) for one in people[:PAGE]]
    key = "hands.choose" if hands.chairs is None else "hands.choose_seat"
    act = custom_id("hands.pick", session=session_id, turn=hands.turn)
    return [select(act, t(key), options)]


def _chairs(hands: Hands, session_id: int, t: Catalogue) -> list[list[Button]]:
    """Return a button for each chair that is taken: it is free in one press."""
    row = [
        button(
            t("button.hands_free", who=shorten(seat.name, 40)),
            custom_id("hands.free", session=session_id, person=seat.person),
            emoji="🪑",
        )
        for seat in hands.seated
    ]
    return [row[first : first + _ROW] for first in range(0, len(row), _ROW)]


def _in_order(hands: Hands, t: Catalogue) -> str:
    """Return those who wait, with what each had of the floor: why they come in this order."""
    if not hands.raised:
        return ""
    lines = [f"{rank}. {_why(hands, hand, t)}" for rank, hand in enumerate(hands.line, start=1)]
    return shorten_lines("\n".join(lines), _LINES)


def _why(hands: Hands, hand: Hand, t: Catalogue) -> str:
    had = hands.had(hand.person)
    said = (
        t.n("hands.had", had.turns, time=t.minutes(max(1, had.seconds) / 60))
        if had.turns
        else t("hands.had_nothing")
    )
    point = "☝️ " if hand.kind is Raised.POINT else ""
    return f"{point}**{named(hand)}** · {said}"
