"""What facilitators change of an open vote before anyone votes: its themes, its number of dots, its
quorum."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    PAGE,
    Button,
    Select,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.links import page_of
from bot.reports.vote.method import scope_told
from bot.services.vote import adjusting
from bot.services.vote.adjusting import Adjustable, Part
from bot.workshop.kinds import Vote
from bot.workshop.vote.methods import Method, VoteOn

# Among the choices of the menus: what stands in no theme, and the number that is suggested.
_UNSORTED = "unsorted"
_SUGGESTED = "suggested"
_MOST = PAGE - 1
# What a number of people, or a share of them, takes.
_FIGURES = 20


class AdjustDesk(Desk):
    @on("vote.adjust", "step", "page")
    async def _adjust(self, press: Press, step: int, page: int) -> None:
        now = await adjusting.adjustable(self.ctx, step, press.actor)
        await replace(press.interaction, _page(now, press.t, page))

    @on("vote.adjust_themes", "step", "page")
    async def _themes(self, press: Press, step: int, page: int) -> None:
        now = await adjusting.adjustable(self.ctx, step, press.actor)
        shown = [part.id for part in _shown(now, page)[0]]
        chosen = [None if value == _UNSORTED else number(value) for value in press.values]
        after = await adjusting.set_parts(self.ctx, step, press.actor, shown, chosen)
        await self._changed(press, after, page)

    @on("vote.adjust_dots", "step", "page")
    async def _dots(self, press: Press, step: int, page: int) -> None:
        dots = press.number_unless(_SUGGESTED)
        after = await adjusting.set_dots(self.ctx, step, press.actor, dots)
        await self._changed(press, after, page)

    @on("vote.quorum", "step")
    async def _quorum(self, press: Press, step: int) -> None:
        now = await adjusting.adjustable(self.ctx, step, press.actor)
        t, electors = press.t, now.plan.electors
        await press.open(
            form(
                t("form.quorum"),
                custom_id("vote.quorum_form", step=step),
                text_field(
                    "voters",
                    t("field.voters"),
                    description=t("field.voters.hint"),
                    required=False,
                    limit=_FIGURES,
                    default=str(electors.size) if electors.size is not None else None,
                ),
                text_field(
                    "quorum",
                    t("field.quorum"),
                    description=t("field.quorum.hint"),
                    limit=_FIGURES,
                    default=now.plan.quorum,
                ),
            )
        )

    @on("vote.quorum_form", "step")
    async def _quorum_form(self, press: Press, step: int) -> None:
        after = await adjusting.set_quorum(
            self.ctx, step, press.actor, press.text("voters"), press.text("quorum")
        )
        await self._changed(press, after, 0)

    async def _changed(self, press: Press, after: Adjustable, page: int) -> None:
        head = "✅ " + press.t("vote.adjusted")
        await replace(press.interaction, _page(after, press.t, page, head))


def _shown(now: Adjustable, page: int) -> tuple[list[Part], list[Button]]:
    shown, turns = page_of(
        now.parts, page, lambda to: custom_id("vote.adjust", step=now.step.id, page=to)
    )
    return list(shown), list(turns)


def _page(now: Adjustable, t: Catalogue, page: int, head: str = "") -> ui.LayoutView:
    shown, turns = _shown(now, page)
    scope = scope_told(now.plan.scope, now.options, t)
    quorum = adjusting.sets_quorum(now.plan)
    empty = not shown and now.plan.method is not Method.DOTS and not quorum
    about = "vote.adjust" if now.plan.on is VoteOn.POSTITS else "vote.adjust_dots_only"
    options = f"{t.n('vote.adjust_options', now.options)} {scope}".rstrip()
    told = f"{t(about)}\n{options}" if adjusting.has_options(now.plan) else t("vote.adjust_quorum")
    back = button(t("button.panel"), custom_id("lead.panel", session=now.session.id))
    return layout(
        head,
        told,
        "⚠️ " + t("vote.adjust_begun") if now.begun else "",
        t("vote.adjust_nothing") if empty else "",
        [_themes(now, shown, page, t)] if shown else None,
        [_dots(now, page, t)] if now.plan.method is Method.DOTS else None,
        _quorum_line(now.plan, t) if quorum else "",
        [button(t("button.quorum"), custom_id("vote.quorum", step=now.step.id), emoji="⚖️")]
        if quorum
        else None,
        [*turns, back],
    )


def _quorum_line(plan: Vote, t: Catalogue) -> str:
    """Return the quorum as it is, and of how many."""
    needed, size = plan.quorum_of(plan.electors.size), plan.electors.size
    assert needed is not None
    key = "vote.quorum" if plan.abstentions_count else "vote.quorum_strict"
    said = [t.n(key, needed)]
    if size is not None:
        said.append(t.n("vote.adjust_voters", size))
    return " ".join(said)


def _themes(now: Adjustable, shown: list[Part], page: int, t: Catalogue) -> Select:
    choices = [
        option(
            t.n("option.theme", part.size, theme=part.name or t("theme.unsorted")),
            str(part.id) if part.id is not None else _UNSORTED,
            default=part.voted_on,
        )
        for part in shown
    ]
    least = 1 if len(shown) == len(now.parts) else 0
    themes = custom_id("vote.adjust_themes", step=now.step.id, page=page)
    return select(themes, t("vote.adjust_themes"), choices, least=least, most=PAGE)


def _dots(now: Adjustable, page: int, t: Catalogue) -> Select:
    plan = now.plan
    proposed = t("vote.adjust_suggested", n=now.suggested)
    choices = [
        option(proposed, _SUGGESTED, default=plan.suggested),
        *(
            option(str(n), str(n), default=not plan.suggested and n == plan.budget)
            for n in range(1, _MOST + 1)
        ),
    ]
    dots = custom_id("vote.adjust_dots", step=now.step.id, page=page)
    return select(dots, t("vote.adjust_dots"), choices)
