"""A speaking round, as people read it: on the card, each their own place, for whoever leads."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Posted, Studio, Subject
from bot.interface.showing.layout import layout
from bot.interface.showing.when import clock, countdown
from bot.reports.turns.telling import figures
from bot.services.turns.view import Floor, Place, has_floor
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Turns
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape
from bot.workshop.turns.round import Round, Seat, Stands
from bot.workshop.turns.word import Word

# Names after the next one that the card shows, and characters of words: the rest is counted.
_NAMES = 5
_WORDS = 1400


class YourTurnDrawer(Posted):
    """Mentions whoever asked for it when it is their turn; nobody, once it has gone further."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        turn = subject.letter.payload["turn"]
        floor = await has_floor(studio.ctx, subject.step.id, turn)
        if floor is None or not floor.pings:
            return None
        told = subject.t("turns.your_turn", who=f"<@{floor.person}>")
        return Post(layout(told, letter=subject.letter.id), pings=floor.person)


def who(seat: Seat, t: Catalogue) -> str:
    """Return a person as the room knows them, or the people in the room."""
    return t.n("turns.room", seat.people) if seat.person == ROOM else f"<@{seat.person}>"


def card_text(plan: Turns, floor: Floor, t: Catalogue) -> str:
    """Return what the card says of a round: who speaks, who follows, what it came to so far."""
    held = floor.round
    if not held.begun:
        lines = _before(plan, held, t)
    elif held.speaker is None:
        lines = [f"✅ **{t('turns.finished')}**", _figures(held, t)]
    else:
        lines = [*_now(held.speaker, floor, t), _next(held, t), _figures(held, t)]
    return "\n".join(filter(None, [*lines, words_text(floor, t)]))


def left_text(floor: Floor, t: Catalogue) -> str:
    """Return what the folded card goes on showing of a round."""
    held = floor.round
    told = [f"🗣️ {figures(held.count, t)}."] if held.begun else []
    return "\n".join(filter(None, [*told, words_text(floor, t)]))


def words_text(floor: Floor, t: Catalogue) -> str:
    """Return the words that may be read, as many as fit; or that they are read together later."""
    if not floor.words:
        return f"-# 💬 {t('turns.words_hidden')}" if floor.wait else ""
    lines = [_line(word, t) for word in floor.words]
    for kept in range(len(lines), -1, -1):
        rest = [f"- {t.n('turns.words_more', len(lines) - kept)}"] if kept < len(lines) else []
        text = "\n".join([f"**{t('turns.words')}**", *lines[:kept], *rest])
        if len(text) <= _WORDS:
            return text
    return ""


def place_text(mine: Place, t: Catalogue) -> str:
    """Return where someone stands in a round."""
    seat, held = mine.seat, mine.round
    if seat is None:
        return t("turns.place.not_in")
    if not held.begun and seat.waits:
        return t("turns.place.before")
    match seat.stands:
        case Stands.SPEAKING:
            return f"🎙️ **{t('turns.place.speaking')}**"
        case Stands.WAITING:
            return t.n("turns.place.waiting", mine.before) if mine.before else t("turns.place.soon")
    return t(f"turns.place.{seat.stands}")


def now_text(held: Round, t: Catalogue) -> str:
    """Return who has the floor and who follows, in a line."""
    if held.speaker is None:
        return t("turns.finished" if held.begun else "turns.not_begun")
    following = held.following
    if not following:
        return t("turns.now_last", who=who(held.speaker, t))
    return t("turns.now", who=who(held.speaker, t), next=who(following[0], t))


def notice(step: StepRun, floor: Floor, t: Catalogue) -> str:
    """Return, for who leads, whether those who have not spoken fit in what is left of the step."""
    held, plan = floor.round, step.plan
    assert isinstance(plan, Turns)
    if not held.begun:
        fit = int(plan.timebox.total_seconds() // plan.each_seconds)
        return "⏱️ " + t.n("turns.notice.before", fit, each=t.minutes(plan.each_seconds / 60))
    if held.speaker is None:
        return ""
    needed = sum(held.each * seat.people for seat in held.following)
    people = t.n("turns.notice.left", len(held.following))
    if floor.ends is None or step.closes_at is None:
        if step.left_seconds is None:
            return f"🗣️ {people}"
        beyond = floor.left + needed - step.left_seconds
        fits = t("turns.notice.fits") if beyond <= 0 else _beyond(beyond, t)
        return f"🗣️ {people} {fits}"
    ends = floor.ends.timestamp() + needed
    beyond = round(ends - step.closes_at.timestamp())
    if beyond <= 0:
        return f"🗣️ {people} {t('turns.notice.fits')}"
    return f"⚠️ {people} {_beyond(beyond, t)}"


def _beyond(seconds: int, t: Catalogue) -> str:
    return t("turns.notice.beyond", more=t.minutes(max(1, -(-seconds // 60))))


def _before(plan: Turns, held: Round, t: Catalogue) -> list[str]:
    each = t.minutes(plan.each_seconds / 60)
    lines = [f"⏱️ {t('turns.each', each=each)} · {t(f'turns.order.{plan.order}')}"]
    lines.append(t("turns.soon"))
    if held.seats:
        lines.append(f"🙋 {t.n('turns.there', held.count.people)}")
    return lines


def _now(seat: Seat, floor: Floor, t: Catalogue) -> list[str]:
    named = f"## 🎙️ {who(seat, t)}"
    if floor.round.over:
        return [named, f"⏰ {t('turns.over')}"]
    if floor.ends is None:
        return [named, t("turns.left", left=t.minutes(max(1, floor.left) / 60))]
    return [named, t("turns.until", countdown=countdown(floor.ends), clock=clock(floor.ends))]


def _next(held: Round, t: Catalogue) -> str:
    following = held.following
    if not following:
        return t("turns.last")
    lines = [t("turns.next", who=f"**{who(following[0], t)}**")]
    then = following[1 : 1 + _NAMES]
    if then:
        names = [who(seat, t) for seat in then]
        more = len(following) - 1 - len(then)
        if more:
            names.append(t.n("turns.others", more))
        lines.append("-# " + t("turns.then", names=t.listed(names)))
    return "\n".join(lines)


def _figures(held: Round, t: Catalogue) -> str:
    return f"-# {figures(held.count, t)}."


def _line(word: Word, t: Catalogue) -> str:
    if word.author_name is None:
        return f"- {escape(word.text)}"
    return "- " + t("turns.said", who=escape(word.author_name), text=escape(word.text))
