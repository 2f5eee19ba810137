"""A change of an open vote: shown before it is done, then said to the room and to who voted."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Post, Posted, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.when import clock, countdown
from bot.interface.words.vote.dates import stamp
from bot.reports.vote import majority
from bot.reports.vote.mended import told, unchanged
from bot.services.vote.mending.doing import still_to_look
from bot.services.vote.mending.history import history_of
from bot.services.vote.mending.looking import Preview
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import escape, shorten
from bot.workshop.vote.mending.change import Mend, Mended
from bot.workshop.vote.mending.planning import easier, lowers
from bot.workshop.vote.methods import ClosesWhen

# The changes that the card of a vote tells; the others are counted.
_ON_CARD = 3
_QUESTION = 300
_WITH_TIME = {"mend.look": "mend.look_by", "mend.yours": "mend.yours_by"}


class MendedDrawer(Posted):
    """Tells the room what was changed of a vote, and by when to look again."""

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        made = await history_of(studio.ctx, subject.step.id)
        ordinal = subject.letter.payload["mending"]
        if not 0 < ordinal <= len(made):
            return None
        return Post(announced(subject.session, subject.step, made[ordinal - 1], subject.letter.id))


class LookAgainDrawer(ToOne):
    """Asks one person who voted to look at their ballot again, while they can."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_to_look(studio.ctx, subject.session, subject.step, actor)

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        made = await history_of(studio.ctx, subject.step.id)
        asks = [one for one in made if one.asks]
        if not asks:
            return None
        return Post(look_again(subject.session, subject.step, asks[-1], subject.letter.id))


def announced(session: Session, step: StepRun, made: Mended, letter: int) -> ui.LayoutView:
    """Return what the room reads once a vote was changed."""
    t = language_of_room(session)
    plan = step.plan
    assert isinstance(plan, Vote)
    asked = escape(shorten(plan.asked(session.language), _QUESTION))
    lines = [t("mend.announced", question=asked), f"**{told(made, plan, t, escape, stamp)}**"]
    if made.ballots and easier(plan, made):
        lines.append("⚠️ " + t("mend.easier"))
    if made.ballots:
        lines.append(t.n("mend.cast", made.ballots) + " " + unchanged(plan, made, t, escape))
    if made.asks:
        asked_again = _by_when(step, plan, t, "mend.look")
        lines.append(f"{asked_again} {t('mend.card', link=_card(session, step))}")
    return layout("\n".join(lines), letter=letter)


def _card(session: Session, step: StepRun) -> str:
    """Return the address of the card of a step, of its channel where it has none."""
    place = f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
    return place if step.card_message_id is None else f"{place}/{step.card_message_id}"


def look_again(session: Session, step: StepRun, made: Mended, letter: int) -> ui.LayoutView:
    """Return the private letter to someone who voted before a change."""
    t = language_of_room(session)
    plan = step.plan
    assert isinstance(plan, Vote)
    asked = escape(shorten(plan.asked(session.language), _QUESTION))
    return layout(
        t("mend.letter", title=escape(session.title)),
        f"> {asked}\n**{told(made, plan, t, escape, stamp)}**",
        unchanged(plan, made, t, escape) + " " + _by_when(step, plan, t, "mend.yours"),
        t("mend.where", link=_card(session, step)),
        colour=QUIET,
        letter=letter,
    )


def _by_when(step: StepRun, plan: Vote, t: Catalogue, key: str) -> str:
    if plan.closes is ClosesWhen.TIME and step.closes_at is not None:
        until, left = clock(step.closes_at), countdown(step.closes_at)
        return t(_WITH_TIME[key], clock=until, countdown=left)
    return t(key)


def on_card(made: Sequence[Mended], plan: Vote, t: Catalogue) -> list[str]:
    """Return the last changes of a vote as its card tells them, with the time of each."""
    shown = [one for one in made if one.ballots]
    lines = [
        f"✏️ {clock(one.at)} · {told(one, plan, t, escape, stamp)}" for one in shown[-_ON_CARD:]
    ]
    if len(shown) > _ON_CARD:
        lines.insert(0, "✏️ " + t.n("mend.earlier", len(shown) - _ON_CARD))
    return lines


def preview_text(shown: Preview, t: Catalogue) -> str:
    """Return all that a change does, before it is done: to the vote, to the ballots in the box, and
    what the room is told."""
    now, made, kind = shown.open, shown.made, shown.change.kind
    said = {one.number: one.said() for one in now.options}
    before = made.before
    if kind is Mend.TAKEN_OUT and before is None and made.number is not None:
        before = said.get(made.number)  # its words stand elsewhere
    mended = Mended(kind, shown.now, now.voted, made.number, before, made.after)
    if kind is Mend.END:
        what = t("mend.did.end_in", minutes=t.minutes(made.minutes or 1))
    else:
        # Where it was written: a wrong reading of a date is to be seen.
        what = told(mended, now.plan, t, escape, None)
    lines = [t("mend.preview"), " · ".join((f"**{what}**", *_here(shown, t))), *_follows(shown, t)]
    if kind is Mend.END:
        lines.append(t(f"vote.closes.{now.plan.closes}"))
    if _goes_by(shown):
        lines.append("⚠️ " + t("mend.date_goes_by"))
    if lowers(now, shown.change, made):
        lines.append("⚠️ " + t("mend.lowers"))
    if _sooner(shown):
        lines.append("⚠️ " + t("mend.sooner"))
    if not now.voted:
        lines.append(t("mend.no_ballot"))
        return "\n".join(lines)
    lines.append(t.n("mend.cast", now.voted) + " " + unchanged(now.plan, mended, t, escape))
    if kind.asks and now.asked_again:
        lines.append(t.n("mend.asked_again", now.asked_again))
    if kind.asks and now.in_room:
        lines.append(t.n("mend.in_room", now.in_room))
    if kind is Mend.TAKEN_OUT:
        lines.append("⚠️ " + t("mend.no_way_back"))
    if made.forgets:
        lines.append("⚠️ " + t("mend.answers_gone"))
    lines.append(t("mend.said_to_all"))
    return "\n".join(lines)


def _follows(shown: Preview, t: Catalogue) -> list[str]:
    """Return the quorum and the majority that follow from a change, where they move."""
    now, after = shown.open, shown.made.plan
    size = after.electors.size if after.electors.size is not None else now.size
    lines = []
    before, quorum = now.plan.quorum_of(now.size), after.quorum_of(size)
    if quorum is not None and quorum != before and shown.change.kind is not Mend.QUORUM:
        lines.append(t.n("vote.quorum", quorum))
    rule = majority.rule(after, size, t)
    if rule and rule != majority.rule(now.plan, now.size, t):
        lines.append(rule)
    return lines


def _here(shown: Preview, t: Catalogue) -> list[str]:
    """Return what a date that is added or corrected is for who reads; nothing of anything else."""
    option = shown.made.option
    if option is None or option.slot is None:
        return []
    here = stamp(option.slot)
    return [t("vote.date_here", date=here) if here else t("vote.date_whole")]


def _goes_by(shown: Preview) -> bool:
    """Tell whether a date that is added or corrected goes by before the vote ends."""
    option, ends = shown.made.option, shown.open.ends
    if option is None or option.slot is None or ends is None:
        return False
    return option.slot.gone_by <= ends


def _sooner(shown: Preview) -> bool:
    """Tell whether a change ends a vote before the moment that was said."""
    ends, minutes = shown.open.ends, shown.made.minutes
    if shown.change.kind is not Mend.END or ends is None or minutes is None:
        return False
    return minutes * 60 < (ends - shown.now).total_seconds()
