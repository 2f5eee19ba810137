"""Who waits to speak and who has the floor, as the card and those who lead read it."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.services.hands.raising import Place
from bot.workshop.hands.hand import Hand, Raised, Seat
from bot.workshop.hands.queue import Hands
from bot.workshop.text import escape, shorten

_NAME = 24  # characters
_MOST_NAMES = 12
# On a panel, which says much else.
_FEW_NAMES = 5


def card_text(hands: Hands | None, t: Catalogue, room: int) -> str:
    """Return what the card of a step says of hands, in `room` characters at most: as many names as
    there is room for. Nothing where nobody may raise one and nobody speaks."""
    if hands is None or not (hands.open or hands.seats):
        return ""
    for names in range(_MOST_NAMES, -1, -1):
        told = "\n".join(_state(hands, t, names))
        if len(told) <= room:
            return told
    return ""


def card_buttons(hands: Hands | None, session_id: int, t: Catalogue) -> list[Button]:
    """Return what people press on the card of a step while hands are raised."""
    if hands is None or not (hands.open or hands.seated):
        return []
    row = []
    if hands.open:
        act = custom_id("hands.raise", session=session_id)
        row.append(button(t("button.hand"), act, emoji="🙋"))
    if hands.chairs is not None:
        act = custom_id("hands.done", session=session_id)
        row.append(button(t("button.chair_back"), act, emoji="🪑"))
    elif hands.open:
        act = custom_id("hands.point", session=session_id)
        row.append(button(t("button.hand_point"), act, emoji="☝️"))
    return row


def told_place(place: Place, t: Catalogue) -> tuple[str, list[Button]]:
    """Return what someone is told of where they stand, and what they can do about it."""
    session_id = place.session.id
    if place.floor or place.chair is not None:
        key = "hands.you_have_floor" if place.floor else "hands.you_have_chair"
        label = "button.hand_done" if place.floor else "button.chair_back"
        back = custom_id("hands.done", session=session_id)
        return t(key), [button(t(label), back, emoji="✅" if place.floor else "🪑")]
    if place.kind is None:
        return t("hands.you_are_down"), []
    what = "chair" if place.chairs is not None else str(place.kind)
    told = (
        t.n(f"hands.you_wait.{what}", place.ahead) if place.ahead else t(f"hands.you_next.{what}")
    )
    act = custom_id("hands.lower", session=session_id, point=place.kind is Raised.POINT)
    return told, [button(t("button.hand_lower"), act)]


def lead_line(hands: Hands | None, t: Catalogue) -> str:
    """Return what the panel of those who lead says of hands: who has the floor, who is next, who
    was passed over."""
    if hands is None or not (hands.open or hands.seats):
        return ""
    told = [_seats(hands, t)]
    if hands.raised:
        following = next((h for h in hands.line if not h.absent), hands.line[0])
        name = named(following)
        told.append("🙋 " + t.n("hands.waiting", len(hands.raised), who=name))
    told = [" · ".join(filter(None, told)), absent_line(hands, t)]
    return "\n".join(filter(None, told))


def absent_line(hands: Hands, t: Catalogue) -> str:
    """Return who was passed over because they are not where the meeting is held."""
    absent = [named(hand) for hand in hands.line if hand.absent]
    if not absent:
        return ""
    more = len(absent) - _FEW_NAMES
    who = ", ".join(absent[:_FEW_NAMES])
    if more > 0:
        who = t.n("hands.and_more", more, who=who)
    return "⚠️ " + t.n("hands.absent", len(absent), who=who)


def lead_buttons(hands: Hands | None, session_id: int, t: Catalogue) -> list[Button]:
    """Return the buttons of the panel on hands, two at most: what comes next in one press, and the
    page that has the rest; or the one that opens them."""
    if hands is None or not (hands.open or hands.seats):
        key = "button.hands_again" if hands is not None and hands.raised else "button.hands_open"
        return [button(t(key), custom_id("hands.open", session=session_id), emoji="🙋")]
    page = custom_id("hands.page", session=session_id)
    waiting = len(hands.raised)
    label = t("button.hands_waiting", n=waiting) if waiting else t("button.hands")
    return [*next_buttons(hands, session_id, t, page=False)[:1], button(label, page, emoji="🙋")]


def next_buttons(hands: Hands, session_id: int, t: Catalogue, *, page: bool) -> list[Button]:
    """Return what those who lead press between two turns, what comes first before the rest."""
    row = []
    if hands.may_give:
        give = custom_id("hands.give", session=session_id, turn=hands.turn, page=page)
        chairs = hands.chairs is not None
        label = t("button.hands_seat" if chairs else "button.hands_give")
        style = discord.ButtonStyle.success
        row.append(button(label, give, emoji="🪑" if chairs else "🎤", style=style))
    if hands.speaker is not None:
        end = custom_id("hands.end", session=session_id, turn=hands.turn, page=page)
        row.append(button(t("button.hands_end"), end, emoji="⏹️"))
    return row


def named(one: Hand | Seat) -> str:
    """Return the name of someone, as a line shows it: nobody is pinged."""
    return escape(shorten(one.name, _NAME))


def _state(hands: Hands, t: Catalogue, names: int) -> list[str]:
    """Return the lines that say who speaks and who waits, with so many names."""
    points = [hand for hand in hands.line if hand.kind is Raised.POINT]
    others = [hand for hand in hands.line if hand.kind is Raised.HAND]
    lines = [_seats(hands, t)]
    if not hands.open:
        return [*filter(None, lines), "-# " + t("hands.line_closed")]
    if points:
        lines.append("☝️ " + _listed("points", points, t, names))
    if others:
        key = "chairs" if hands.chairs is not None else "hands"
        lines.append("🙋 " + _listed(key, others, t, names))
    if len(others) > 1:
        lines.append("-# " + t("hands.order"))
    if not hands.raised:
        lines.append("-# 🙋 " + t("hands.nobody_waits"))
    return [line for line in lines if line]


def _seats(hands: Hands, t: Catalogue) -> str:
    """Return who has the floor, or who sits in the middle."""
    speaker = hands.speaker
    if speaker is not None:
        if speaker.kind is Raised.POINT:
            return "☝️ " + t("hands.floor_point", who=named(speaker))
        return "🎤 " + t("hands.floor", who=named(speaker))
    if hands.chairs is None:
        return ""
    seated = [f"**{named(seat)}**" for seat in hands.seated]
    free = hands.chairs - len(seated)
    if free:
        seated.append(t.n("hands.free_chairs", free))
    return "🪑 " + t("hands.middle", who=", ".join(seated))


def _listed(key: str, hands: Sequence[Hand], t: Catalogue, names: int) -> str:
    """Return how many wait, with the first names in the order in which they are answered."""
    shown = [named(hand) for hand in hands[:names]]
    if not shown:
        return t.n(f"hands.counted.{key}", len(hands))
    who, more = ", ".join(shown), len(hands) - len(shown)
    if more:
        who = t.n("hands.and_more", more, who=who)
    return t.n(f"hands.listed.{key}", len(hands), who=who)
