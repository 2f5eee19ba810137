"""Consent: what people do, privately: ask, react, answer one version, read everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.people import signing_at_once
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, text_field
from bot.interface.words.consent import quoted, reading
from bot.services.consent import answering
from bot.services.consent.answering import Seen
from bot.workshop.consent.proposal import (
    QUESTION_LIMIT,
    REACTION_LIMIT,
    REASON_LIMIT,
    Answer,
    Stage,
    Stance,
    TextChanged,
)
from bot.workshop.errors import OnlyLeads, Refusal
from bot.workshop.text import clean
from cogs.consent.step import STANCES, ask_button, react_button, read_button, stance_button
from cogs.consent.table import reply_menu

_FORMS = {Stance.CONCERN: "concern", Stance.OBJECTION: "objection"}
_QUOTE = 1200


class ConsentDesk(Desk):
    """What participants do. Where it matters, a custom id carries the version that was read."""

    @on("consent.read", "step", "page")
    async def _read(self, press: Press, step: int, page: int) -> None:
        seen = await answering.view(self.ctx, step, press.actor)
        await replace(press.interaction, _reader(seen, press.t, page))

    @on("consent.ask", "step")
    async def _ask(self, press: Press, step: int) -> None:
        seen = await answering.ready(self.ctx, step, press.actor, Stage.QUESTIONS)
        field = _words(seen, "consent_question", QUESTION_LIMIT, press.t)
        await press.open(
            form(
                press.t("form.consent_question"),
                custom_id("consent.asked", step=seen.step.id),
                field,
            )
        )

    @on("consent.asked", "step")
    async def _asked(self, press: Press, step: int) -> None:
        text = press.text("words")
        try:
            seen = await answering.ask(
                self.ctx, step, press.actor, text, press.submission, self.bot.clock()
            )
        except Refusal as refusal:
            await give_back(press, refusal, [ask_button(step, press.t("button.fix"))])
            return
        late = _late(seen, Stage.QUESTIONS, press.t)
        more = [] if late else [ask_button(step, press.t("button.consent_ask_more"))]
        await replace(press.interaction, _receipt(press.t("consent.asked"), text, more, late))

    @on("consent.react", "step", "version")
    async def _react(self, press: Press, step: int, version: int) -> None:
        seen = await self._speaking(press, step, version, Stage.REACTIONS)
        if seen is None:
            return
        mine = seen.my_reaction
        field = _words(
            seen, "consent_reaction", REACTION_LIMIT, press.t, mine.text if mine else None
        )
        await press.open(
            form(
                press.t("form.consent_reaction"),
                custom_id("consent.reacted", step=step, version=version),
                field,
            )
        )

    @on("consent.reacted", "step", "version")
    async def _reacted(self, press: Press, step: int, version: int) -> None:
        text = press.text("words")
        try:
            seen = await answering.react(
                self.ctx, step, press.actor, version, text, self.bot.clock()
            )
        except Refusal as refusal:
            await give_back(press, refusal, [read_button(step, press.t)])
            return
        late = _late(seen, Stage.REACTIONS, press.t)
        again = [react_button(step, version, press.t("button.consent_react_again"))]
        view = _receipt(press.t("consent.reacted"), text, [] if late else again, late)
        await replace(press.interaction, view)

    @on("consent.answer", "step", "version", "rank")
    async def _answer(self, press: Press, step: int, version: int, rank: int) -> None:
        stance = _stance_of(rank)
        seen = await self._speaking(press, step, version, Stage.OBJECTIONS)
        if seen is None:
            return
        if not stance.worded:
            await self._keep(press, step, version, stance)
            return
        name, t = _FORMS[stance], press.t
        default = _said_so(seen, stance)
        field = _words(seen, name, REASON_LIMIT, t, default)
        where = custom_id("consent.worded", step=step, version=version, rank=rank)
        await press.open(form(t(f"form.{name}"), where, field))

    @on("consent.worded", "step", "version", "rank")
    async def _worded(self, press: Press, step: int, version: int, rank: int) -> None:
        stance = _stance_of(rank)
        if not stance.worded:
            raise Refusal("button.unknown")
        text = press.text("words")
        try:
            await self._keep(press, step, version, stance, text, self.bot.clock())
        except Refusal as refusal:
            await give_back(press, refusal, [read_button(step, press.t)])

    @on("consent.part", "step", "wanted")
    async def _part(self, press: Press, step: int, wanted: bool) -> None:
        seen = await answering.take_part(self.ctx, step, press.actor, wanted)
        if wanted:
            head = "✅ " + press.t("consent.taking_part")
            await replace(press.interaction, _reader(seen, press.t, 0, head))
        else:
            await replace(press.interaction, _only_leads(seen, press.t))

    async def _keep(
        self,
        press: Press,
        step_id: int,
        version: int,
        stance: Stance,
        text: str = "",
        now: datetime | None = None,
    ) -> None:
        seen = await answering.answer(self.ctx, step_id, press.actor, version, stance, text, now)
        t = press.t
        told = t(f"consent.kept.{stance}", version=version)
        late = _late(seen, Stage.OBJECTIONS, t)
        note = late or _left_behind(seen, stance, t) or "-# " + t("consent.until_decision")
        view = _receipt(told, text, [] if late else _stances(seen, t), note)
        await replace(press.interaction, view)

    async def _speaking(
        self, press: Press, step_id: int, version: int, stage: Stage
    ) -> Seen | None:
        """Return the round when the person may speak now; else answer them, and return None."""
        try:
            return await answering.ready(self.ctx, step_id, press.actor, stage, version)
        except OnlyLeads:
            seen = await answering.view(self.ctx, step_id, press.actor)
            await replace(press.interaction, _only_leads(seen, press.t))
        except TextChanged as refusal:  # an old message: here is the text as it is now
            seen = await answering.view(self.ctx, step_id, press.actor)
            head = "⚠️ " + press.t(refusal.key, **refusal.params)
            await replace(press.interaction, _reader(seen, press.t, 0, head))
        return None


def _reader(seen: Seen, t: Catalogue, page: int, head: str = "") -> ui.LayoutView:
    """Return everything that was said, page by page, and what the person can do about it now."""
    step_id, proposal = seen.step.id, seen.proposal
    pages = reading(proposal, seen.session, t)
    page = min(max(0, page), len(pages) - 1)
    turns: list[Button] = []
    if len(pages) > 1:
        turns = [
            button(
                mark,
                custom_id("consent.read", step=step_id, page=to),
                disabled=not 0 <= to < len(pages),
            )
            for mark, to in (("◀", page - 1), ("▶", page + 1))
        ]
    acts: Sequence[Button] = ()
    told = ""
    if seen.decision is None:
        if proposal.stage is Stage.QUESTIONS:
            acts = [ask_button(step_id, t("button.consent_ask"))]
        elif proposal.stage is Stage.REACTIONS:
            key = "button.consent_react_again" if seen.my_reaction else "button.consent_react"
            acts = [react_button(step_id, proposal.version, t(key))]
        elif proposal.stage is Stage.OBJECTIONS:
            acts = _stances(seen, t)
            if seen.mine is not None:
                told = f"{t('consent.mine')} **{t(f'stance.{seen.mine.stance}')}**"
            elif seen.earlier is not None:
                told = _asked_again(seen.earlier, t)
    return layout(head, "\n".join(pages[page]), turns, told, acts, reply_menu(seen, t))


def _asked_again(earlier: Answer, t: Catalogue) -> str:
    """Return that what someone answered counts no more, and ask whether their words still hold."""
    stance = t(f"stance.{earlier.stance}")
    told = t("consent.earlier", version=earlier.version, stance=stance)
    if earlier.reason is None:
        return told
    asked = t(f"consent.earlier.{earlier.stance}", button=stance)
    return f"{told}\n{quoted(earlier.reason, _QUOTE)[0]}\n{asked}"


def _left_behind(seen: Seen, stance: Stance, t: Catalogue) -> str:
    """Return, to someone who answers without it, that an earlier concern does not follow."""
    earlier = seen.earlier
    if stance.worded or earlier is None or earlier.stance is not Stance.CONCERN:
        return ""
    button = t(f"stance.{Stance.CONCERN}")
    return "↻ " + t("consent.concern_left", version=earlier.version, button=button)


def _said_so(seen: Seen, stance: Stance) -> str | None:
    """Return the words with which someone gave the same answer, to this version or before."""
    given = seen.mine or seen.earlier
    return given.reason if given is not None and given.stance is stance else None


def _receipt(told: str, written: str, buttons: Sequence[Button], note: str = "") -> ui.LayoutView:
    words = quoted(clean(written), _QUOTE)[0] if written else ""
    return layout(f"✅ {told}", words, buttons, note)


def _late(seen: Seen, stage: Stage, t: Catalogue) -> str:
    """Return what is said of words of a stage that came once the room had gone on."""
    if seen.step.is_over:
        return "⏱️ " + t("late.kept")
    return "" if seen.proposal.stage is stage else "⏱️ " + t("late.stage")


def _only_leads(seen: Seen, t: Catalogue) -> ui.LayoutView:
    """Return the question asked of facilitators; once they have said no, a way to change."""
    yes = button(t("button.take_part"), custom_id("consent.part", step=seen.step.id, wanted=True))
    if seen.takes_part is not None:
        return layout(t("consent.only_leading"), [yes])
    no = button(t("button.only_lead"), custom_id("consent.part", step=seen.step.id, wanted=False))
    return layout(t("consent.take_part_question"), [yes, no])


def _words(
    seen: Seen, name: str, limit: int, t: Catalogue, default: str | None = None
) -> ui.Label[ui.LayoutView]:
    """Return the field in which one writes; before one does, it says whether names are shown."""
    return text_field(
        "words",
        t(f"field.{name}"),
        description=t(f"field.{name}.hint"),
        placeholder=t(signing_at_once(seen.session)),
        long=True,
        limit=limit,
        default=default,
    )


def _stances(seen: Seen, t: Catalogue) -> list[Button]:
    mine = seen.mine.stance if seen.mine is not None else None
    return [
        stance_button(seen.step.id, seen.proposal.version, stance, t, mine=stance is mine)
        for stance in STANCES
    ]


def _stance_of(rank: int) -> Stance:
    if not 0 <= rank < len(STANCES):
        raise Refusal("button.unknown")
    return STANCES[rank]
