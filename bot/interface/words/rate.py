"""Marks from 1 to 5, as people read them: on the card, before they are revealed, once they are."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.sending.illustration import Illustration
from bot.interface.showing.layout import RESULT, TEXT_LIMIT, Block, layout
from bot.reports.pictures.rate.marks import marks as picture
from bot.reports.rate.telling import counted, given, mean, number, question, untold, word
from bot.reports.record import RateRecord
from bot.services.sessions.ahead import Holding, Way
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import HIGHEST, LOW, LOWEST, Given, Result
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

_QUESTION = 500
_REMARKS = 1800  # characters of the card, on which what was told stays
_MARGIN = 200


class MarksDrawer(Posted):
    """What the room is told when the marks are revealed."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told, step, t = await studio.record(subject), subject.step, subject.t
        held = told.rates.get(step.id)
        if held is None:
            return None
        drawn = await studio.illustrate(told, lambda: picture(told, step, t))
        return Post(
            layout(*_told(held, told.session, drawn, t), colour=RESULT, letter=subject.letter.id),
            drawn.files,
        )


def card_text(plan: Rate, now: Given, t: Catalogue) -> str:
    """Return what the card shows while marks are given: nothing of what they say."""
    ends = t("rate.ends", lowest=_end(plan, LOWEST, t), highest=_end(plan, HIGHEST, t))
    when = t("rate.when") if plan.expected is None else t.n("rate.when_expected", plan.expected)
    return "\n".join(
        (f"**{_asked(plan, t)}**", ends, "", t("rate.hidden"), when, f"🗳️ **{given_text(now, t)}**")
    )


def given_text(now: Given, t: Catalogue) -> str:
    """Return how many gave a mark, of how many where that is known."""
    told = given(now.marks, now.in_room, t)
    if now.complete and not now.few:
        return t("rate.complete", marks=told)
    return told if now.expected is None else t("rate.of_expected", marks=told, of=now.expected)


def time_up_text(now: Given, t: Catalogue) -> str:
    """Return that the time is up with too few marks to be revealed, of which none is erased as long
    as those who lead wait; nothing where they can be, and where there is none."""
    if not (now.marks and now.few):
        return ""
    mixed = 0 < now.in_room < now.marks
    return t("rate.time_up_room") if mixed else t.n("rate.time_up", now.marks)


def revealed_text(held: RateRecord, t: Catalogue, *, remarks: bool = True) -> str:
    """Return what the card keeps of marks that are revealed."""
    lines = [f"**{_asked(held.plan, t)}**", _figures(held.result, t), _bars(held, t)]
    if remarks:
        lines.append(_remarks(held, _REMARKS, t))
    return "\n".join(filter(None, lines))


def aside_text(now: Given, t: Catalogue) -> str:
    """Return what is said of marks that wait, hidden, in a step that was left."""
    return f"🗳️ **{given(now.marks, now.in_room, t)}**\n{t('rate.aside')}" if now.marks else ""


def leaving_text(holding: Holding, way: Way, session: Session, t: Catalogue) -> str:
    """Return how many gave a mark and what a press does with the marks: said before it."""
    now = holding.held.about
    assert isinstance(now, Given)
    title = escape(holding.step.plan.title[session.language])
    lines = [t(f"rate.{way}_question", marks=given(now.marks, now.in_room, t), title=title)]
    if not way.closes:
        lines.append(t("rate.fate.kept"))
    elif holding.held.erased:
        lines.append("⚠️ " + t("rate.fate.erased_room" if now.in_room else "rate.fate.erased"))
    else:
        lines.append(t("rate.fate.revealed"))
    return "\n".join(lines)


def _told(held: RateRecord, session: Session, drawn: Illustration, t: Catalogue) -> list[Block]:
    result = held.result
    kicker = t("rate.kicker" if result.told else "rate.kicker_few")
    head = f"-# ⭐ {kicker}\n## {_asked(held.plan, t)}\n{_figures(result, t)}"
    bars, kept = _bars(held, t), _kept(held, session, t)
    room = TEXT_LIMIT - _MARGIN - sum(map(len, (head, bars, kept)))
    return [head, bars, *drawn.blocks(t), _remarks(held, room, t), kept]


def _asked(plan: Rate, t: Catalogue) -> str:
    return escape(shorten(question(plan, t), _QUESTION))


def _end(plan: Rate, mark: int, t: Catalogue) -> str:
    return escape(word(plan, mark, t))


def _figures(result: Result, t: Catalogue) -> str:
    """Return how many marks there are and what they come to, or why it is not told."""
    told = f"**{number(result, t)}**"
    return f"{told}\n{mean(result, t) if result.told else '🔒 ' + untold(result, t)}"


def _bars(held: RateRecord, t: Catalogue) -> str:
    """Return how many gave each mark, the highest first. Words and numbers alone: bars made of
    signs would be read out sign after sign. The picture has them."""
    return "\n".join(
        f"- {counted(held.plan, mark, people, t)}"
        for mark, people in reversed(held.result.by_mark.items())
    )


def _remarks(held: RateRecord, room: int, t: Catalogue) -> str:
    """Return what would have raised low marks, in `room` characters; what is cut is counted."""
    if not held.remarks:
        return ""
    title = f"**{t('rate.remarks', low=LOW)}**"
    lines = [f"- {escape(text)}" for text in held.remarks]
    for kept in range(len(lines), -1, -1):
        rest = [t.n("rate.more_remarks", len(lines) - kept)] if kept < len(lines) else []
        text = "\n".join([title, *lines[:kept], *rest])
        if len(text) <= room:
            return text
    return ""


def _kept(held: RateRecord, session: Session, t: Catalogue) -> str:
    """Return what becomes of what was given; of so few marks it was said already."""
    if not held.result.told:
        return ""
    kept = t.n("rate.kept_remarks", session.kept_days) if held.remarks else t("rate.kept")
    return f"-# {kept}"
