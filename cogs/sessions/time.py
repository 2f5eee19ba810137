"""“Time…”: the clock of the session in full, another length, another end, what an end does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    Button,
    Row,
    Rule,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.when import clock as hour
from bot.interface.showing.when import countdown, day_and_clock, lead_time_line
from bot.interface.words.sessions import clock as words
from bot.services.sessions import retiming
from bot.services.sessions.moving import Seen
from bot.services.sessions.sounding import set_sound
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.clock import Clock, clock_of, left_of
from bot.workshop.sessions.session import SessionState, StepRun
from bot.workshop.step import AtEnd, Warn
from bot.workshop.text import escape
from bot.workshop.vote.methods import ClosesWhen
from cogs.sessions.opening.sound import sound_button

if TYPE_CHECKING:
    from datetime import datetime

    from bot.client import Gommette

_TYPED = 60


def session_line(bot: Gommette, seen: Whereabouts, t: Catalogue) -> str:
    """Return the line of the panel that tells the time of the whole session; empty where it is the
    step's own."""
    clock = clock_seen(seen, bot.clock())
    return words.line(clock, t) if clock is not None else ""


def clock_seen(seen: Whereabouts, now: datetime) -> Clock | None:
    """Return the clock of the session; None where it does not run, or is one question alone."""
    if seen.session.state is not SessionState.RUNNING or seen.session.quick:
        return None
    return clock_of(seen.session, (*seen.steps, *seen.out), now)


def time_button(seen: Whereabouts, t: Catalogue) -> Button | None:
    """Return the button of the panel: to the page or, of one question alone, to the length."""
    session, step = seen.session, seen.current
    if step is None:
        return None
    if not session.quick:
        return button(t("button.time"), custom_id("time.open", session=session.id), emoji="⏱️")
    return _length_button(seen, step, t) if step.outcome is None else None


def time_buttons(seen: Whereabouts, t: Catalogue) -> list[Button]:
    """Return the buttons of the page."""
    session, step = seen.session, seen.current
    assert step is not None
    return [
        *([_length_button(seen, step, t)] if step.outcome is None else []),
        button(t("button.end_by"), custom_id("time.end_by", session=session.id), emoji="🏁"),
        button(t("button.fit"), custom_id("fit.show", session=session.id), emoji="↔️"),
    ]


def _length_button(seen: Whereabouts, step: StepRun, t: Catalogue) -> Button:
    where = custom_id(
        "time.length",
        session=seen.session.id,
        seen=step.position,
        step=step.id,
        was=retiming.clock_stamp(step),
    )
    return button(t("button.length"), where, emoji="⏱️")


def more_given(step: StepRun, minutes: int, t: Catalogue, now: datetime) -> str:
    """Return what came of `minutes` more for a step: until when it lasts now."""
    if step.left_seconds is not None:
        return "✅ " + t("more.paused", minutes=minutes, left=t.minutes(step.left_seconds / 60))
    if step.closes_at is None:
        return ""
    return "✅ " + t("more.given", minutes=minutes, at=moment(step.closes_at, now))


class Time(Desk):
    @on("time.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        await self.show(press, session)

    @on("time.length", "session", "seen", "step", "was")
    async def _length(self, press: Press, session: int, seen: int, step: int, was: int) -> None:
        await self._led(press, session)
        t = press.t
        typed = text_field(
            "length",
            t("field.length"),
            description=t("field.length.hint"),
            placeholder=t("field.length.examples"),
            limit=_TYPED,
        )
        where = custom_id("time.lengthened", session=session, seen=seen, step=step, was=was)
        await press.open(form(t("form.length"), where, typed))

    @on("time.lengthened", "session", "seen", "step", "was")
    async def _lengthened(self, press: Press, session: int, seen: int, step: int, was: int) -> None:
        now, t = self.bot.clock(), press.t
        typed = press.text("length")
        try:
            found = await retiming.retime(
                self.ctx, session, press.actor, Seen(seen, step), typed, now, was=was
            )
        except Outdated as refusal:
            await self.show(press, session, t(refusal.key))
            return
        except Refusal as refusal:
            where = custom_id("time.length", session=session, seen=seen, step=step, was=was)
            await give_back(press, refusal, [button(t("button.fix"), where)])
            return
        if found.ends is None:
            told = t("length.set_paused", left=t.minutes(round(found.left.total_seconds()) / 60))
        else:
            told = t("length.set", at=moment(found.ends, now), countdown=countdown(found.ends))
        await self.show(press, session, f"✅ {told}")

    @on("time.end_by", "session")
    async def _end_by(self, press: Press, session: int) -> None:
        await self._led(press, session)
        t = press.t
        typed = text_field(
            "end",
            t("field.end_by"),
            description=t("field.end_by.hint"),
            placeholder=t("field.end_by.examples"),
            limit=_TYPED,
            required=False,
        )
        await press.open(form(t("form.end_by"), custom_id("time.ends_by", session=session), typed))

    @on("time.ends_by", "session")
    async def _ends_by(self, press: Press, session: int) -> None:
        now, t, typed = self.bot.clock(), press.t, press.text("end")
        try:
            ends = await retiming.set_end(self.ctx, session, press.actor, typed, now)
        except Refusal as refusal:
            again = button(t("button.fix"), custom_id("time.end_by", session=session))
            await give_back(press, refusal, [again])
            return
        key = "end_by.set" if typed.strip() else "end_by.planned"
        await self.show(press, session, f"✅ {t(key, at=moment(ends, now))}")

    @on("time.sound", "session", "heard")
    async def _sound(self, press: Press, session: int, heard: bool) -> None:
        await set_sound(self.ctx, session, press.actor, heard=heard)
        await self.show(press, session, press.t("sound.on" if heard else "sound.off"))

    @on("time.at_end", "session", "seen", "step")
    async def _at_end(self, press: Press, session: int, seen: int, step: int) -> None:
        await self._led(press, session)
        chosen = next((one for one in AtEnd if one == press.chosen), None)
        if chosen is None:
            raise Refusal("button.unknown")
        where = Seen(seen, step)
        try:
            await retiming.set_at_end(self.ctx, session, press.actor, where, chosen)
        except Outdated as refusal:
            await self.show(press, session, press.t(refusal.key))
            return
        await self.show(press, session)

    @on("time.warn", "session", "seen", "step")
    async def _warn(self, press: Press, session: int, seen: int, step: int) -> None:
        await self._led(press, session)
        chosen = next((one for one in Warn if one == press.chosen), None)
        if chosen is None:
            raise Refusal("button.unknown")
        where, now = Seen(seen, step), self.bot.clock()
        try:
            await retiming.set_warn(self.ctx, session, press.actor, where, chosen, now)
        except Outdated as refusal:
            await self.show(press, session, press.t(refusal.key))
            return
        await self.show(press, session)

    async def show(self, press: Press, session_id: int, head: str = "") -> None:
        """Show the page of the moment in the place of what was pressed; of one question alone, its
        panel."""
        from cogs.sessions.leading import panel  # it has a button to this page

        seen = await self._led(press, session_id)
        now = self.bot.clock()
        if clock_seen(seen, now) is None:
            view = await panel(self.bot, seen, press.t, head=head)
        else:
            view = page(seen, press.t, now, head)
        await replace(press.interaction, view)

    async def _led(self, press: Press, session_id: int) -> Whereabouts:
        seen = await whereabouts(self.ctx, session_id, press.actor)
        if not seen.leads:
            raise Refusal("session.not_facilitator")
        return seen


def moment(at: datetime, now: datetime) -> str:
    """Return a time of the day, with its day where it is not the one that goes without saying."""
    return hour(at) if (at - now).total_seconds() < 12 * 3600 else day_and_clock(at)


def page(seen: Whereabouts, t: Catalogue, now: datetime, head: str = "") -> ui.LayoutView:
    """Return the page of the time of a session that runs."""
    session, step = seen.session, seen.current
    clock = clock_seen(seen, now)
    assert step is not None
    assert clock is not None
    last = step.position + 1 >= len(seen.steps)
    time = lead_time_line(session, step, t, now, last=last)
    if step.outcome is not None:
        time = t("time.page.no_clock")
    elif step.rests(session):
        time = t("time.page.closed")
    title = escape(step.plan.title[session.language])
    settings = _settings(seen, step, t, now) if step.outcome is None else []
    note = t("time.page.next_end") if settings and step.overtime(now) else ""
    back = button(t("button.panel"), custom_id("lead.panel", session=session.id))
    return layout(
        head,
        Rule.LINE if head else None,
        f"### ⏱️ {t('time.page.title')}\n**{title}**\n{time}".rstrip(),
        note,
        *settings,
        Rule.LINE,
        f"**{t('time.page.session')}**\n{words.whole(clock, t)}",
        time_buttons(seen, t),
        [sound_button(session, t, timed=True), back],
    )


def _settings(seen: Whereabouts, step: StepRun, t: Catalogue, now: datetime) -> Sequence[Row]:
    """Return the menus of what the end of the step under way does, and of its warning."""
    n, here = seen.session.id, step.position
    ends = [
        option(t(f"time.at_end.{end}"), end, default=end is _at_end(step, seen))
        for end in AtEnd
        if end in _possible(step, seen)
    ]
    timebox = max(step.plan.timebox, left_of(step, now))
    warns = [
        option(
            t(f"time.warn.{warn.name.lower()}"),
            warn,
            default=warn is step.plan.warn,
            description=None
            if warn is Warn.NONE or warn.before(timebox)
            else t("time.warn.too_short"),
        )
        for warn in Warn
    ]
    return (
        [
            select(
                custom_id("time.at_end", session=n, seen=here, step=step.id), t("time.at_end"), ends
            )
        ],
        [select(custom_id("time.warn", session=n, seen=here, step=step.id), t("time.warn"), warns)],
    )


def _possible(step: StepRun, seen: Whereabouts) -> list[AtEnd]:
    """Return what its end can do: a vote that closes with its time does not wait, and nothing
    opens after the last step."""
    plan = step.plan
    closes = isinstance(plan, Vote) and plan.closes is ClosesWhen.TIME
    last = step.position + 1 >= len(seen.steps)
    gone = {AtEnd.WAIT if closes else None, AtEnd.NEXT if last else None}
    return [end for end in AtEnd if end not in gone]


def _at_end(step: StepRun, seen: Whereabouts) -> AtEnd:
    """Return what its end will do."""
    possible = _possible(step, seen)
    return step.plan.at_end if step.plan.at_end in possible else possible[0]
