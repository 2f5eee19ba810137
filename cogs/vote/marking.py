"""Marking a ballot: each press changes what is being prepared, and nothing else.

Arguments begin with the sheet (`cogs.vote.ballots.sheet`), the page and, for dots, the lane.
"""

from __future__ import annotations

from collections.abc import Callable

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.layout import PAGE, button, layout
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.interface.words.vote.ballots import CHOICES
from bot.services.vote import voting
from bot.services.vote.voting import Ballot
from bot.workshop.errors import Refusal
from bot.workshop.vote import ballot as rules
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.step import Method
from cogs.vote.ballots.drawn import draw
from cogs.vote.ballots.sheet import ALL, NOTHING, leaf, of_sheet

# After these the ballot is still there to be marked: it is shown again, with the reason on top.
_STAYS = frozenset(
    (
        "ballot.budget",
        "ballot.cap",
        "ballot.too_many",
        "ballot.none_there",
        "ballot.unknown_option",
        "ballot.unknown_grade",
        "ballot.off_scale",
        "ballot.option_removed",
    )
)
_RANKED = (Method.IRV, Method.SCHULZE, Method.BORDA, Method.CONDORCET)

Mark = Callable[[Ballot], Content]


class MarkDesk(Desk):
    @on("ballot.open", 3)
    async def _open(self, press: Press) -> None:
        sheet, page, lane = press.args
        try:
            await self._show(press, sheet, page, lane)
        except Refusal as refusal:
            if refusal.key != "ballot.facilitator":
                raise
            await replace(press.interaction, _ask(of_sheet(sheet)[0], press.t))

    @on("ballot.me", 1)
    async def _me(self, press: Press) -> None:
        """A facilitator asks to vote too, in this session."""
        (step_id,) = press.args
        await voting.ask_to_vote(self.ctx, step_id, press.actor)
        await self._show(press, step_id, 0, ALL)

    @on("ballot.lane", 1)
    async def _lane(self, press: Press) -> None:
        await self._show(press, press.args[0], 0, press.number())

    @on("ballot.put", 4)
    async def _put(self, press: Press) -> None:
        await self._move(press, 1)

    @on("ballot.take", 4)
    async def _take(self, press: Press) -> None:
        await self._move(press, -1)

    @on("ballot.clear", 3)
    async def _clear(self, press: Press) -> None:
        _, page, lane = press.args
        await self._mark(press, lambda kept: rules.empty(kept.plan), page, lane)

    @on("ballot.tick", 2)
    async def _tick(self, press: Press) -> None:
        """A menu tells all that is ticked on its page: the same press twice changes nothing."""
        page = press.args[1]
        chosen = [press.number(index) for index in range(len(press.values))]

        def tick(kept: Ballot) -> Content:
            of_method(kept, Method.APPROVAL)
            shown = [o.number for o in leaf(kept.options, page, PAGE).shown]
            return rules.tick(kept.plan, kept.content, kept.options, shown, chosen)

        await self._mark(press, tick, page)

    @on("ballot.grade", 3)
    async def _grade(self, press: Press) -> None:
        _, page, number = press.args
        rank = press.number()

        def grade(kept: Ballot) -> Content:
            of_method(kept, Method.MAJORITY_JUDGMENT)
            language = kept.session.language
            given = None if rank == NOTHING else rank
            return rules.grade(kept.plan, language, kept.content, kept.options, number, given)

        await self._mark(press, grade, page)

    @on("ballot.score", 4)
    async def _score(self, press: Press) -> None:
        """The value chosen counts from the lowest of the scale, which may be under zero."""
        _, page, number, criterion = press.args
        chosen = press.number()

        def score(kept: Ballot) -> Content:
            of_method(kept, Method.SCORE)
            plan, language = kept.plan, kept.session.language
            points = None if chosen == NOTHING else plan.scale[0] + chosen
            return rules.score(
                plan, language, kept.content, kept.options, number, criterion, points
            )

        await self._mark(press, score, page)

    @on("ballot.next", 3)
    async def _next(self, press: Press) -> None:
        await self._rank(press, level=False)

    @on("ballot.level", 3)
    async def _level(self, press: Press) -> None:
        await self._rank(press, level=True)

    @on("ballot.undo", 3)
    async def _undo(self, press: Press) -> None:
        await self._ranks(press, lambda kept: rules.unrank_last(kept.content))

    @on("ballot.say", 2)
    async def _say(self, press: Press) -> None:
        _, rank = press.args

        def say(kept: Ballot) -> Content:
            of_method(kept, Method.YES_NO)
            return rules.choose(CHOICES[rank] if 0 <= rank < len(CHOICES) else "")

        await self._mark(press, say)

    async def _rank(self, press: Press, *, level: bool) -> None:
        number = press.number()
        await self._ranks(
            press, lambda kept: rules.rank_next(kept.content, kept.options, number, level=level)
        )

    async def _ranks(self, press: Press, mark: Mark) -> None:
        """Rank, unless the ballot is no more the one that was looked at."""
        _, page, seen = press.args

        def rank(kept: Ballot) -> Content:
            of_method(kept, *_RANKED)
            return mark(kept) if len(rules.marked(kept.content)) == seen else kept.content

        await self._mark(press, rank, page)

    async def _move(self, press: Press, by: int) -> None:
        _, page, lane, seen_left = press.args
        chosen = [press.number(index) for index in range(len(press.values))]

        def move(kept: Ballot) -> Content:
            of_method(kept, Method.DOTS)
            content = kept.content
            if rules.left(kept.plan, content) != seen_left:
                return content  # pressed on a ballot that was not redrawn since
            for number in chosen:
                content = rules.move_dot(kept.plan, content, kept.options, number, by)
            return content

        await self._mark(press, move, page, lane)

    async def _mark(self, press: Press, mark: Mark, page: int = 0, lane: int = ALL) -> None:
        """Change the ballot and show it; what cannot be is said above the ballot as it stands."""
        step_id, in_room = of_sheet(press.args[0])
        head = ""
        try:
            kept = await voting.change(self.ctx, step_id, press.actor, mark, in_room=in_room)
        except Refusal as refusal:
            if refusal.key not in _STAYS:
                raise
            head = "⚠️ " + press.t(refusal.key, **refusal.params)
            kept = await voting.ballot(self.ctx, step_id, press.actor, in_room=in_room)
        await replace(press.interaction, draw(kept, press.t, page, lane, head))

    async def _show(self, press: Press, sheet: int, page: int, lane: int) -> None:
        step_id, in_room = of_sheet(sheet)
        kept = await voting.ballot(self.ctx, step_id, press.actor, in_room=in_room)
        await replace(press.interaction, draw(kept, press.t, page, lane))


def _ask(step_id: int, t: Catalogue) -> ui.LayoutView:
    too = button(t("ballot.me"), custom_id("ballot.me", step_id), emoji="🗳️")
    return layout(t("ballot.facilitator"), [too])


def of_method(kept: Ballot, *methods: Method) -> None:
    """Raise Refusal when a press belongs to another method: it was forged."""
    if kept.plan.method not in methods:
        raise Refusal("button.unknown")
