"""An election without candidates: the facilitators' table. The role, the stages, the proposal."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
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
from bot.interface.words.election import (
    concluded_text,
    consent_plan,
    first_text,
    lines_of,
)
from bot.reports.election.telling import called, described, named_by, role
from bot.services.election import leading
from bot.services.election.naming import Seen
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.election.naming import NAME_LIMIT, REASON_LIMIT, ElectionMoved, Role, Stage
from bot.workshop.election.step import FEWEST, MOST
from bot.workshop.errors import Refusal
from bot.workshop.in_room import read_people
from bot.workshop.language import LABEL, SHORT
from cogs.election.naming import stage_of
from cogs.election.step import STAGES
from cogs.sessions.leading import show


class ElectionLeadDesk(Desk):
    """What facilitators do. A custom id carries the stage that they saw."""

    @on("election.lead", "step")
    async def _lead(self, press: Press, step: int) -> None:
        seen = await leading.table(self.ctx, step, press.actor)
        await replace(press.interaction, _table(seen, press.t))

    @on("election.role", "step")
    async def _role(self, press: Press, step: int) -> None:
        try:
            seen = await leading.describable(self.ctx, step, press.actor)
        except ElectionMoved as refusal:
            await self._again(press, step, refusal)
            return
        t, plan = press.t, seen.plan
        words = {
            "role": (plan.role, LABEL, False, True),
            "mandate": (plan.mandate, SHORT, True, False),
            "term": (plan.term, LABEL, False, False),
            "criteria": (plan.criteria, SHORT, True, False),
        }
        fields = [
            text_field(
                name,
                t(f"field.election_{name}"),
                description=t(f"field.election_{name}.hint"),
                long=long,
                required=required,
                limit=limit,
                default=text[t.language] if text is not None else None,
            )
            for name, (text, limit, long, required) in words.items()
        ]
        expected = text_field(
            "expected",
            t("field.election_expected"),
            description=t("field.election_expected.hint"),
            required=False,
            limit=4,
            default=str(plan.expected) if plan.expected is not None else None,
        )
        where = custom_id("election.described", step=step)
        await press.open(form(t("form.election_role"), where, *fields, expected))

    @on("election.described", "step")
    async def _described(self, press: Press, step: int) -> None:
        try:
            told = Role(
                press.text("role"),
                press.text("mandate"),
                press.text("term"),
                press.text("criteria"),
                _expected(press.text("expected")),
            )
            seen = await leading.describe(self.ctx, step, press.actor, told)
        except Refusal as refusal:
            again = custom_id("election.role", step=step)
            await give_back(press, refusal, [button(press.t("button.fix"), again)])
            return
        head = "✅ " + press.t("election.described")
        await replace(press.interaction, _table(seen, press.t, head))

    @on("election.show", "step")
    async def _show(self, press: Press, step: int) -> None:
        """Ask first: what is shown cannot be hidden again."""
        try:
            seen = await leading.movable(self.ctx, step, press.actor, Stage.NAMING)
        except ElectionMoved as refusal:
            await self._again(press, step, refusal)
            return
        t, naming = press.t, seen.naming
        yes = _to(step, Stage.NAMING, Stage.HEARING)
        people = t.n("election.people", naming.people)
        key = "election.show_question_masked" if seen.session.masked else "election.show_question"
        lines = [t(key, people=people)]
        if naming.withdrew:
            lines.append("⚠️ " + t("election.show_again"))
        view = layout(
            "\n".join(lines),
            [
                button(t("button.election_show_yes"), yes, style=discord.ButtonStyle.success),
                _back(step, t),
            ],
        )
        await replace(press.interaction, view)

    @on("election.move", "step", "was", "to")
    async def _move(self, press: Press, step: int, was: int, to: int) -> None:
        now = self.bot.clock()
        try:
            seen = await leading.move(self.ctx, step, press.actor, stage_of(was), stage_of(to), now)
        except ElectionMoved as refusal:
            await self._again(press, step, refusal)
            return
        await replace(press.interaction, _table(seen, press.t))

    @on("election.gone", "step")
    async def _gone(self, press: Press, step: int) -> None:
        """Someone without an account does not wish to be named, or may be again: they said so."""
        chosen = press.number()
        seen = await leading.table(self.ctx, step, press.actor)
        wanted = not seen.naming.named(chosen).withdrawn
        try:
            seen = await leading.withdraw_for(
                self.ctx, step, press.actor, chosen, wanted, self.bot.clock()
            )
        except ElectionMoved as refusal:
            await self._again(press, step, refusal)
            return
        told = press.t("election.gone" if wanted else "election.gone_back")
        await replace(press.interaction, _table(seen, press.t, f"✅ {told}"))

    @on("election.typed", "step")
    async def _typed(self, press: Press, step: int) -> None:
        t = press.t
        await leading.movable(self.ctx, step, press.actor, Stage.NAMING)
        field = text_field(
            "name",
            t("field.election_gone"),
            description=t("field.election_gone.hint"),
            limit=NAME_LIMIT,
        )
        where = custom_id("election.typed_gone", step=step)
        await press.open(form(t("form.election_gone"), where, field))

    @on("election.typed_gone", "step")
    async def _typed_gone(self, press: Press, step: int) -> None:
        try:
            seen = await leading.withdraw_typed(
                self.ctx, step, press.actor, press.text("name"), self.bot.clock()
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_back(step, press.t)])
            return
        await replace(press.interaction, _table(seen, press.t, "✅ " + press.t("election.gone")))

    @on("election.propose", "step")
    async def _propose(self, press: Press, step: int) -> None:
        try:
            seen, group = await leading.proposable(self.ctx, step, press.actor, press.number())
        except ElectionMoved as refusal:
            await self._again(press, step, refusal)
            return
        t, named = press.t, group.named
        room = language_of_room(seen.session)
        where = custom_id("election.proposed", step=step, name=named.id)
        await press.open(
            form(
                t("form.election_propose", name=named.name),
                where,
                t("election.propose_about"),
                text_field(
                    "reason",
                    t("field.election_why"),
                    description=t("field.election_why.hint"),
                    long=True,
                    limit=REASON_LIMIT,
                ),
                text_field(
                    "text",
                    t("field.election_text"),
                    description=t("field.election_text.hint"),
                    long=True,
                    limit=PROPOSAL_LIMIT,
                    default=first_text(seen.plan, named.name, room),
                ),
            )
        )

    @on("election.proposed", "step", "name")
    async def _proposed(self, press: Press, step: int, name: int) -> None:
        reason, text = press.text("reason"), press.text("text")
        try:
            seen = await leading.table(self.ctx, step, press.actor)
            if seen.plan.role is None:
                raise Refusal("election.no_role")
            plan = consent_plan(seen.plan)
            await leading.propose(
                self.ctx, step, press.actor, name, reason, text, plan, self.bot.clock()
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_back(step, press.t)])
            return
        await show(self.bot, press, seen.session.id, press.t("election.proposed"))

    async def _again(self, press: Press, step_id: int, refusal: Refusal) -> None:
        seen = await leading.table(self.ctx, step_id, press.actor)
        head = "⚠️ " + press.t(refusal.key, **refusal.params)
        await replace(press.interaction, _table(seen, press.t, head))


def _table(seen: Seen, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, naming, plan = seen.step.id, seen.naming, seen.plan
    panel = button(t("button.panel"), custom_id("lead.panel", session=seen.session.id))
    again = [
        button(t("button.refresh"), custom_id("election.lead", step=step_id), emoji="🔄"),
        panel,
    ]
    if seen.elected is not None:
        return layout(head, concluded_text(seen.elected, t), [panel])
    primary = discord.ButtonStyle.primary
    describe = custom_id("election.role", step=step_id)
    if plan.role is None:
        writing = button(t("button.election_role"), describe, emoji="✍️", style=primary)
        return layout(head, t("election.lead.unwritten"), [writing, *again])
    told = "\n".join([f"🪑 {role(plan, t)}", *described(plan, t)])
    guide = t(f"election.lead.{naming.stage}")
    if naming.stage is Stage.NAMING:
        acts = []
        if naming.people:
            shown = custom_id("election.show", step=step_id)
            acts.append(button(t("button.election_show"), shown, emoji="👀", style=primary))
        if not naming.nominations:
            acts.append(button(t("button.election_role_again"), describe, emoji="✏️"))
        typed = custom_id("election.typed", step=step_id)
        acts.append(button(t("button.election_gone"), typed, emoji="🙅"))
        counted = t.n("election.people", naming.people)
        if plan.expected is not None:
            counted = t("election.of_expected", people=counted, expected=plan.expected)
        return layout(head, guide, told, f"🗳️ **{counted}**", acts, again)
    if naming.stage is Stage.HEARING:
        close = _to(step_id, Stage.HEARING, Stage.CHOOSING)
        heard = t.n("election.heard", naming.heard, people=naming.people)
        acts = [button(t("button.election_close"), close, emoji="🏁", style=primary)]
        return layout(head, guide, f"👂 **{heard}**", acts, _gone_menu(seen, t), again)
    reopen = _to(step_id, Stage.CHOOSING, Stage.HEARING)
    return layout(
        head,
        guide,
        "\n".join([*lines_of(naming, t), "-# " + t("election.numbers_decide_nothing")]),
        _propose_menu(seen, t),
        [button(t("button.election_reopen"), reopen, emoji="🔁")],
        _gone_menu(seen, t),
        again,
    )


def _propose_menu(seen: Seen, t: Catalogue) -> Sequence[Select]:
    choices = [
        option(called(seen.naming, one.named, t), str(one.named.id), description=named_by(one, t))
        for one in seen.naming.free[:PAGE]
    ]
    if not choices:
        return ()
    where = custom_id("election.propose", step=seen.step.id)
    return (select(where, t("election.propose_pick"), choices),)


def _gone_menu(seen: Seen, t: Catalogue) -> Sequence[Select]:
    """Return the menu of those without an account, who say to whoever leads that they withdraw."""
    choices = [
        option(
            one.named.name,
            str(one.named.id),
            description=t("election.is_gone") if one.named.withdrawn else None,
        )
        for one in seen.naming.groups
        if one.named.person_id is None
    ]
    if not choices:
        return ()
    where = custom_id("election.gone", step=seen.step.id)
    return (select(where, t("election.gone_pick"), choices),)


def _expected(text: str) -> int | None:
    if not text.strip():
        return None
    people = read_people(text, FEWEST)
    return min(people, MOST)


def _to(step_id: int, was: Stage, to: Stage) -> str:
    return custom_id("election.move", step=step_id, was=STAGES.index(was), to=STAGES.index(to))


def _back(step_id: int, t: Catalogue) -> Button:
    return button(t("button.election_table"), custom_id("election.lead", step=step_id))
