"""A line on which people stand, as people read it: while it is open, and once it is closed."""

from __future__ import annotations

from collections.abc import Iterable

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import RESULT, TEXT_LIMIT, Block, layout
from bot.reports.pictures.position.line import movement as picture
from bot.reports.position.telling import (
    claim,
    end_word,
    moved,
    number,
    place_name,
    places,
    sides,
    untold,
)
from bot.reports.record import PositionRecord
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.alike import by_name
from bot.workshop.kinds import Position
from bot.workshop.position.line import HIGHEST, LOWEST, Standing
from bot.workshop.position.movement import settling
from bot.workshop.position.step import Scale
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

_CLAIM = 500
_NAMES = 700  # characters of the card
_REMARKS = 1500
_BODY = 2800
_MARGIN = 200


class PositionsDrawer(Posted):
    """What the room is told when a line is closed."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told, step, t = await studio.record(subject), subject.step, subject.t
        held = told.lines.closed.get(step.id)
        if held is None:
            return None
        drawn = await studio.illustrate(told, lambda: picture(told, step, t))
        return Post(
            layout(*_told(held, told.session, drawn, t), colour=RESULT, letter=subject.letter.id),
            drawn.files,
        )


def card_text(plan: Position, now: Standing, t: Catalogue) -> str:
    """Return what the card shows while people move, and before there is a claim."""
    if plan.claim is None:
        return "✏️ " + t("position.claim_awaited")
    lines = [f"**{_asked(plan, t)}**"]
    if plan.scale is Scale.LINE:
        lines.append(ends_text(plan, t))
    rules = t("position.when", time=t.minutes(settling(plan.timebox).total_seconds() / 60))
    lines += ["", seen_text(now, t), f"{rules} {t('position.no_vote')}", f"🧍 {now_text(now, t)}"]
    if now.spread is not None:
        where = _names(plan, now, t) if now.named else places(plan, now.spread, t)
        lines += [sides(plan, now.spread, t), where]
    return "\n".join(line for n, line in enumerate(lines) if line or n == lines.index(""))


def ends_text(plan: Position, t: Catalogue) -> str:
    """Return the words of both ends."""
    low, high = (escape(end_word(plan, end, t)) for end in (LOWEST, HIGHEST))
    return t("position.ends", low=low, high=high)


def seen_text(now: Standing, t: Catalogue) -> str:
    """Return who sees what of a line: said before anyone takes a place."""
    if now.named:
        return t("position.seen_named" if now.live else "position.seen_named_end")
    return t("position.seen_live" if now.live else "position.seen_hidden")


def now_text(now: Standing, t: Catalogue) -> str:
    """Return how many stand on the line, in bold."""
    return f"**{number(now.people, now.in_room, t)}**"


def notice_text(plan: Position, now: Standing, t: Catalogue) -> str:
    """Return what those who lead see above their buttons: how many stand on each side, where it is
    told."""
    if plan.claim is None:
        return "✏️ " + t("position.claim_missing")
    told = "" if now.spread is None else f"\n{sides(plan, now.spread, t)}"
    return f"🧍 {now_text(now, t)}{told}"


def time_up_text(now: Standing, t: Catalogue) -> str:
    """Return that the time is up: the line stays open until those who lead close it."""
    if not (now.people and now.few):
        return t("position.time_up")
    mixed = 0 < now.in_room < now.people
    return t("position.time_up_room") if mixed else t.n("position.time_up_few", now.people)


def closed_text(held: PositionRecord, t: Catalogue, *, remarks: bool = True) -> str:
    """Return what the card keeps of a line that is closed."""
    lines = [f"**{_asked(held.plan, t)}**", _figures(held, t)]
    if remarks:
        room = _BODY - sum(map(len, lines)) - len(lines)
        lines.append(_people(held, min(room, _REMARKS), t))
    return "\n".join(filter(None, lines))


def aside_text(now: Standing, t: Catalogue) -> str:
    """Return what is said of a line that waits in a step that was left."""
    return f"🧍 {now_text(now, t)}\n{t('position.aside')}" if now.people else ""


def leaving_text(holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
    """Return how many stand on the line and what a press does with it: said before it."""
    now = holding.held.about
    assert isinstance(now, Standing)
    title = escape(holding.step.plan.title[session.language])
    people = number(now.people, now.in_room, t)
    lines = [t(f"position.{way}_question", people=people, title=title)]
    if not way.closes:
        lines.append(t("position.fate.kept"))
    elif holding.held.erased:
        fate = "position.fate.erased_room" if now.in_room else "position.fate.erased"
        lines.append("⚠️ " + t(fate))
    else:
        lines.append(t("position.fate.told_names" if now.named else "position.fate.told"))
    return "\n".join(lines)


def _told(held: PositionRecord, session: Session, drawn: Illustration, t: Catalogue) -> list[Block]:
    kicker = t("position.kicker" if held.result.told else "position.kicker_few")
    head = f"-# 🧍 {kicker}\n## {_asked(held.plan, t)}"
    figures, kept = _figures(held, t), _kept(held, session, t)
    room = TEXT_LIMIT - _MARGIN - sum(map(len, (head, figures, kept)))
    return [head, figures, *drawn.blocks(t), _people(held, room, t), kept]


def _asked(plan: Position, t: Catalogue) -> str:
    return escape(shorten(claim(plan, t), _CLAIM))


def _figures(held: PositionRecord, t: Catalogue) -> str:
    """Return how many stood on the line, how they moved, and why something of it is not told."""
    result, plan = held.result, held.plan
    lines = [f"**{number(result.people, result.in_room, t)}**"]
    if result.movement is not None:
        lines.append(moved(plan, result.movement, t))
    if why := untold(held, t):
        lines.append(f"🔒 {why}")
    if result.start is not None:
        lines.append(f"- {t('position.at_start', spread=sides(plan, result.start, t))}")
    if result.end is not None:
        where = places(plan, result.end, t)
        told = t("position.at_end", spread=sides(plan, result.end, t))
        lines.append(f"- {told}" + (f" {where}" if where else ""))
    return "\n".join([*lines, t("position.no_vote")])


def _names(plan: Position, now: Standing, t: Catalogue) -> str:
    """Return who stands where on a line that tells names, as far as the card holds it."""
    lines = [
        f"- {escape(place_name(plan, place, t))}{t('position.colon')}{t.listed(there)}"
        for place in plan.scale.places
        if (there := sorted((escape(name) for name, at in now.names if at == place), key=by_name))
    ]
    return _fitting(lines, _NAMES, t)


def _people(held: PositionRecord, room: int, t: Catalogue) -> str:
    """Return what moved people, of nobody unless the line tells names."""
    if held.named:
        title, lines = (
            "position.people_named",
            [
                _walk(held, one.name, one.began, one.place, one.text, t)
                for one in sorted(held.told, key=lambda one: by_name(one.name or ""))
                if one.name is not None and one.began is not None and one.place is not None
            ],
        )
    else:
        title, lines = "position.remarks", [f"- {escape(text)}" for text in held.remarks]
    if not lines:
        return ""
    head = f"**{t(title)}**"
    return f"{head}\n{_fitting(lines, room - len(head) - 1, t)}"


def _walk(
    held: PositionRecord, name: str, began: int, place: int, text: str | None, t: Catalogue
) -> str:
    start, end = (escape(place_name(held.plan, at, t)) for at in (began, place))
    key = "position.walked" if began != place else "position.stayed"
    told = t(key, name=escape(name), start=start, end=end)
    return f"- {told}" + (f" {t('position.because', text=escape(text))}" if text else "")


def _fitting(lines: Iterable[str], room: int, t: Catalogue) -> str:
    """Return lines in `room` characters; those that are cut are counted."""
    every = list(lines)
    for kept in range(len(every), -1, -1):
        rest = [t.n("position.more", len(every) - kept)] if kept < len(every) else []
        text = "\n".join([*every[:kept], *rest])
        if len(text) <= room:
            return text
    return ""


def _kept(held: PositionRecord, session: Session, t: Catalogue) -> str:
    """Return what becomes of where people stood; of so few it was said already."""
    if not held.result.told:
        return ""
    if held.named:
        return f"-# {t.n('position.kept_names', session.kept_days)}"
    kept = t.n("position.kept_remarks", session.kept_days) if held.told else t("position.kept")
    return f"-# {kept}"
