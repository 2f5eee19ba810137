"""Marking a ballot: each press changes what is being prepared, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, button, layout
from bot.interface.words.vote.ballots import CHOICES
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.workshop.errors import OnlyLeads, Refusal
from bot.workshop.vote import ballot as rules
from bot.workshop.vote.ballot import Content, NotMarked
from bot.workshop.vote.methods import Method
from cogs.vote.ballots.drawn import draw
from cogs.vote.ballots.sheet import ALL, NOTHING, leaf

_RANKED = tuple(method for method in Method if method.is_ranked)

Mark = Callable[[Ballot], Content]


class MarkDesk(Desk):
    @on("ballot.open", "step", "page", "lane", "in_room", "singly")
    async def _open(
        self,
        press: Press,
        step: int,
        page: int,
        lane: int | None,
        in_room: bool = False,
        singly: bool = False,
    ) -> None:
        try:
            await self._show(press, step, page, lane, in_room=in_room, singly=singly)
        except OnlyLeads:
            await replace(press.interaction, _ask(step, press.t))

    @on("ballot.me", "step")
    async def _me(self, press: Press, step: int) -> None:
        """A facilitator asks to vote too, in this session."""
        await voting.ask_to_vote(self.ctx, step, press.actor)
        await self._show(press, step)

    @on("ballot.lane", "step", "in_room")
    async def _lane(self, press: Press, step: int, in_room: bool = False) -> None:
        await self._show(press, step, lane=press.number_unless(ALL), in_room=in_room)

    @on("ballot.put", "step", "page", "lane", "seen", "in_room")
    async def _put(
        self, press: Press, step: int, page: int, lane: int | None, seen: int, in_room: bool = False
    ) -> None:
        mark = _moving(press.numbers(), seen, 1)
        await self._mark(press, step, mark, page, lane, in_room=in_room)

    @on("ballot.take", "step", "page", "lane", "seen", "in_room")
    async def _take(
        self, press: Press, step: int, page: int, lane: int | None, seen: int, in_room: bool = False
    ) -> None:
        mark = _moving(press.numbers(), seen, -1)
        await self._mark(press, step, mark, page, lane, in_room=in_room)

    @on("ballot.clear", "step", "page", "lane", "in_room", "seen", "singly")
    async def _clear(
        self,
        press: Press,
        step: int,
        page: int,
        lane: int | None,
        in_room: bool = False,
        seen: int | None = None,
        singly: bool = False,
    ) -> None:
        def clear(kept: Ballot) -> Content:
            as_seen(kept, seen)
            return rules.empty(kept.plan)

        await self._mark(press, step, clear, page, lane, in_room=in_room, singly=singly)

    @on("ballot.tick", "step", "page", "in_room", "seen", "as_read")
    async def _tick(
        self,
        press: Press,
        step: int,
        page: int,
        in_room: bool = False,
        seen: int | None = None,
        as_read: bool = False,
    ) -> None:
        """A menu tells all that is ticked on its page: what was ticked there on another screen
        meanwhile would be lost. Pages that are not `as_read` follow the numbers."""
        chosen = press.numbers()

        def tick(kept: Ballot) -> Content:
            of_method(kept, Method.APPROVAL)
            held = rules.marked(kept.content)
            order = kept.as_read(kept.options) if as_read else kept.options
            shown = [o.number for o in leaf(order, page, PAGE, held).shown]
            ticked = rules.tick(kept.plan, kept.content, kept.options, shown, chosen)
            if ticked != kept.content:  # else the same press twice, or nothing to do
                as_seen(kept, seen)
            return ticked

        await self._mark(press, step, tick, page, in_room=in_room)

    @on("ballot.grade", "step", "page", "option", "in_room")
    async def _grade(
        self, press: Press, step: int, page: int, option: int, in_room: bool = False
    ) -> None:
        rank = press.number_unless(NOTHING)

        def grade(kept: Ballot) -> Content:
            of_method(kept, Method.MAJORITY_JUDGMENT, Method.DATES)
            language = kept.session.language
            return rules.grade(kept.plan, language, kept.content, kept.options, option, rank)

        await self._mark(press, step, grade, page, in_room=in_room, singly=True)

    @on("ballot.score", "step", "page", "option", "criterion", "in_room")
    async def _score(
        self, press: Press, step: int, page: int, option: int, criterion: int, in_room: bool = False
    ) -> None:
        """The value chosen counts from the lowest of the scale, which may be under zero."""
        chosen = press.number_unless(NOTHING)

        def score(kept: Ballot) -> Content:
            of_method(kept, Method.SCORE, Method.RESISTANCE)
            plan, language = kept.plan, kept.session.language
            points = None if chosen is None else plan.scale[0] + chosen
            return rules.score(
                plan, language, kept.content, kept.options, option, criterion, points
            )

        await self._mark(press, step, score, page, in_room=in_room, singly=True)

    @on("ballot.next", "step", "page", "seen", "in_room")
    async def _next(
        self, press: Press, step: int, page: int, seen: int, in_room: bool = False
    ) -> None:
        mark = _ranking(seen, _placing(press.number(), level=False))
        await self._mark(press, step, mark, page, in_room=in_room)

    @on("ballot.level", "step", "page", "seen", "in_room")
    async def _level(
        self, press: Press, step: int, page: int, seen: int, in_room: bool = False
    ) -> None:
        mark = _ranking(seen, _placing(press.number(), level=True))
        await self._mark(press, step, mark, page, in_room=in_room)

    @on("ballot.undo", "step", "page", "seen", "in_room")
    async def _undo(
        self, press: Press, step: int, page: int, seen: int, in_room: bool = False
    ) -> None:
        mark = _ranking(seen, lambda kept: rules.unrank_last(kept.content))
        await self._mark(press, step, mark, page, in_room=in_room)

    @on("ballot.say", "step", "choice", "in_room")
    async def _say(self, press: Press, step: int, choice: int, in_room: bool = False) -> None:
        def say(kept: Ballot) -> Content:
            of_method(kept, Method.YES_NO)
            return rules.choose(CHOICES[choice] if 0 <= choice < len(CHOICES) else "")

        await self._mark(press, step, say, in_room=in_room)

    async def _mark(
        self,
        press: Press,
        step_id: int,
        mark: Mark,
        page: int = 0,
        lane: int | None = None,
        *,
        in_room: bool,
        singly: bool = False,
    ) -> None:
        """Change the ballot and show it; what cannot be is said above the ballot as it stands."""
        head = ""
        try:
            kept = await voting.change(self.ctx, step_id, press.actor, mark, in_room=in_room)
        except NotMarked as refusal:
            head = "⚠️ " + press.t(refusal.key, **refusal.params)
            kept = await voting.ballot(self.ctx, step_id, press.actor, in_room=in_room)
        await replace(press.interaction, draw(kept, press.t, page, lane, head, singly=singly))

    async def _show(
        self,
        press: Press,
        step_id: int,
        page: int = 0,
        lane: int | None = None,
        *,
        in_room: bool = False,
        singly: bool = False,
    ) -> None:
        kept = await voting.ballot(self.ctx, step_id, press.actor, in_room=in_room)
        await replace(press.interaction, draw(kept, press.t, page, lane, singly=singly))


def as_seen(kept: Ballot, seen: int | None) -> None:
    """Raise NotMarked unless a ballot is still what was `seen`; some buttons of before an upgrade
    do not tell. What was pressed was meant for another ballot: it is said, and this one shown."""
    if seen is not None and seen != kept.stamp:
        raise NotMarked("ballot.changed_elsewhere")


def _moving(chosen: Sequence[int], seen: int, by: int) -> Mark:
    """Return what puts dots on options, or takes them back, once for each press."""

    def move(kept: Ballot) -> Content:
        of_method(kept, Method.DOTS)
        as_seen(kept, seen)
        content = kept.content
        for number in chosen:
            content = rules.move_dot(kept.plan, content, kept.options, number, by)
        return content

    return move


def _placing(number: int, *, level: bool) -> Mark:
    return lambda kept: rules.rank_next(kept.content, kept.options, number, level=level)


def _ranking(seen: int, mark: Mark) -> Mark:
    """Return `mark`, for the ballot that was `seen` alone."""

    def rank(kept: Ballot) -> Content:
        of_method(kept, *_RANKED)
        as_seen(kept, seen)
        content = mark(kept)
        rules.check_ranks(kept.plan, content)
        return content

    return rank


def _ask(step_id: int, t: Catalogue) -> ui.LayoutView:
    too = button(t("ballot.me"), custom_id("ballot.me", step=step_id), emoji="🗳️")
    return layout(t("ballot.facilitator"), [too])


def of_method(kept: Ballot, *methods: Method) -> None:
    """Raise Refusal when a press belongs to another method: it was forged."""
    if kept.plan.ballot not in methods:
        raise Refusal("button.unknown")
