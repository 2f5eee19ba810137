"""Writing post-its: the card of the step, and its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, text_field
from bot.interface.showing.links import my_postits, read_wall, room_postits, room_writes
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.in_room import signed
from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.wall.overview import glance
from bot.reports.record import SessionRecord
from bot.services.postits import collecting
from bot.services.postits.collecting import Written
from bot.services.postits.step import Gathered
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.postits.typed import SAYS_SO
from bot.workshop.sessions.session import Session, StepRun, accepts_typed, hides
from bot.workshop.text import escape, shorten
from cogs.postits.past import hint, not_in_the_past, write_again
from cogs.postits.place import asked_fields, read_column, read_kind, read_place

_SHOWN = 12
_PAGE = 3600  # characters of a receipt's page


class CollectScreen(StepScreen[Gathered]):
    """`typed` is false where the bot does not read what is typed in channels."""

    def __init__(self, typed: bool = True) -> None:
        self._typed = typed

    def body(self, scene: Scene[Gathered]) -> str:
        plan, session, t = scene.step.plan, scene.session, scene.t
        assert isinstance(plan, Collect)
        lines = []
        if asked := question(session, plan):
            lines += [*(f"> {line}" for line in asked.split("\n")), ""]
        lines.append(t(f"collect.signing.{session.signing}"))
        if session.masked:
            lines += _how_masked(scene.found, t)
        if hides(session, plan):
            lines.append(t("collect.silent"))
            if scene.found.opened and not session.masked:  # masked, it is said with the mask
                lines.append(t("collect.opened_already"))
        if plan.ideas is not None:
            lines.append(t.n("collect.ideas", plan.ideas))
        if scene.found.before:
            lines.append(t("before.here"))
        pictures = sum(column.picture is not None for column in plan.columns)
        if pictures:
            lines.append(t.n("collect.pictures", pictures))
        if len(plan.columns) > max(1, pictures):  # pictures alone were just counted
            lines.append(t("collect.columns", columns=_columns(session, plan)))
        if self._typed and accepts_typed(session, scene.step):
            lines += _how_to_type(session, plan, t)
        lines.append(self.left_behind(scene))
        return "\n".join(lines)

    def left_behind(self, scene: Scene[Gathered]) -> str:
        t, found = scene.t, scene.found
        lines = [
            f"🗒️ **{t.n('count.postits', found.postits)}** · {t.n('count.people', found.people)}"
        ]
        if found.unplaced:
            key = "count.unplaced" if scene.step.is_open else "count.unplaced_left"
            lines.append(f"❔ {t.n(key, found.unplaced)}")
        return "\n".join(lines)

    def pictured(self, session: Session, step: StepRun) -> bool:
        return isinstance(step.plan, Collect) and not hides(session, step.plan)

    def picture(self, told: SessionRecord, step: StepRun, t: Catalogue) -> Drawing | None:
        return glance(told, t, step.id)

    def buttons(self, scene: Scene[Gathered]) -> Sequence[Button]:
        plan = scene.step.plan
        assert isinstance(plan, Collect)
        buttons = [
            button(
                scene.t("button.add_one" if _one_only(plan) else "button.add"),
                custom_id("postit.add", step=scene.step.id, room=False),
                emoji="🗒️",
                style=discord.ButtonStyle.primary,
            ),
            my_postits(scene.session, scene.t),
        ]
        if not hides(scene.session, plan):
            buttons.append(read_wall(scene.session, scene.t("button.wall")))
        return buttons

    def lead_notice(self, scene: Scene[Gathered]) -> str:
        """Tell those who lead that what they type is talk, unless they say so."""
        session, plan, t = scene.session, scene.step.plan, scene.t
        assert isinstance(plan, Collect)
        if not (self._typed and accepts_typed(session, scene.step)):
            return ""
        others = [each for each in plan.marked(session.language).items() if each[0] != SAYS_SO]
        columns = [
            t("talk.panel_column", mark=mark, column=escape(name)) for mark, name in others[:1]
        ]
        return " ".join([f"🗣️ {t('talk.panel')}", *columns])

    def room_buttons(self, scene: Scene[Gathered]) -> Sequence[Button]:
        return room_writes(scene.session, scene.step, scene.t)


class CollectDesk(Desk):
    """The form. What it refuses is the writer's draft, and the next form shows it.

    `room` when it is for people in the room without Discord.
    """

    @on("postit.add", "step", "room")
    async def _add(self, press: Press, step: int, room: bool = False) -> None:
        session, opened, draft = await collecting.to_write(
            self.ctx, step, press.actor, signed(room)
        )
        plan = opened.plan
        assert isinstance(plan, Collect)
        found = await collecting.so_far(self.ctx, step) if session.masked else None
        signing = _signing_room(session) if room else _signing(found)
        fields = [
            _ideas_field(signing, plan, draft.shown if draft else None, press.t, room=room),
            *asked_fields(
                session,
                plan,
                press.t,
                column=draft.column if draft else None,
                dimension=draft.dimension if draft else None,
                year=draft.year if draft else None,
                kind=draft.kind if draft else None,
                required=True,
            ),
        ]
        sent = (
            custom_id("postit.fixed", step=step, room=room)
            if draft
            else custom_id("postit.form", step=step, room=room)
        )
        await press.open(form(plan.title[session.language], sent, *fields))

    @on("postit.form", "step", "room")
    async def _form(self, press: Press, step: int, room: bool = False) -> None:
        await self._keep(press, step, from_draft=False, room=room)

    @on("postit.fixed", "step", "room")
    async def _fixed(self, press: Press, step: int, room: bool = False) -> None:
        await self._keep(press, step, from_draft=True, room=room)

    async def _keep(self, press: Press, step_id: int, *, from_draft: bool, room: bool) -> None:
        t, ideas = press.t, press.text("ideas")
        fix = button(
            t("button.fix"),
            custom_id("postit.add", step=step_id, room=room),
            emoji="✏️",
            style=discord.ButtonStyle.primary,
        )
        try:
            dimension, year = await self._place(press, step_id)
            written = await collecting.write(
                self.ctx,
                step_id,
                press.actor,
                ideas,
                dimension,
                year,
                press.submission,
                column=read_column(press),
                kind=read_kind(press),
                from_draft=from_draft,
                now=self.bot.clock(),
                room=signed(room),
            )
        except Refusal as refusal:
            kept = await collecting.keep_draft(
                self.ctx, step_id, press.actor, ideas, from_draft, signed(room)
            )
            await give_back(press, refusal, [fix] if kept else [], drafted=kept)
            return
        session, step = written.session, written.step
        buttons = [room_postits(session, t) if room else my_postits(session, t)]
        if written.after is not None:
            pass  # nothing more can be written there
        elif written.refused:
            buttons.insert(0, fix)
        elif room or not _one_only(step.plan):
            more = custom_id("postit.add", step=step.id, room=room)
            style = discord.ButtonStyle.primary
            buttons.insert(0, button(t("button.add_more"), more, style=style))
        if written.waits is not None and written.waits.missing and written.kept:
            alone = custom_id("postit.alone", step=step.id)
            buttons.append(button(t("button.alone"), alone, emoji="🎭"))
        ahead = not_in_the_past(session, step.plan, written.kept)
        *pages, last = receipt(written, t)
        for page in pages:
            await whisper(press.interaction, layout(page))
        await whisper(
            press.interaction,
            layout(
                last,
                hint(ahead, len(written.kept), t),
                [*buttons, *write_again(ahead, t)],
            ),
        )

    @on("postit.alone", "step")
    async def _alone(self, press: Press, step: int) -> None:
        session = await collecting.stand_alone(self.ctx, step, press.actor)
        await replace(
            press.interaction,
            layout(press.t("postit.stands_alone"), [my_postits(session, press.t)]),
        )

    async def _place(self, press: Press, step_id: int) -> tuple[str | None, int | None]:
        """Return the dimension and the year of a form; only a year that is none asks the rows."""
        try:
            return read_place(press, None)
        except Refusal:
            session, _ = await collecting.taking(self.ctx, step_id, self.bot.clock())
            return read_place(press, session.scenario)


def _ideas_field(
    signing: str, plan: Collect, draft: str | None, t: Catalogue, *, room: bool
) -> ui.Label[Any]:
    one = _one_only(plan) and not room
    told = t(signing)
    if plan.ideas is not None:
        told = t.n("field.ideas.wanted", plan.ideas, signing=told)
    limit = plan.max_length if one else FORM_LIMIT
    return text_field(
        "ideas",
        t("field.idea" if one else "field.ideas"),
        description=told,
        # A draft is given back whole, even where it is too long to be kept as it is.
        long=not one or "\n" in (draft or ""),
        limit=max(limit, len(draft or "")),
        default=draft,
        placeholder=None if one else t("field.ideas.placeholder"),
    )


def _signing(found: Gathered | None) -> str:
    """Return the key of what a form says of the writer's name; `found` in a masked session."""
    if found is None:
        return "field.ideas.signed"
    if found.late:
        return "field.ideas.masked_late"
    return "field.ideas.masked_few" if found.few else "field.ideas.masked"


def _signing_room(session: Session) -> str:
    """Return the key of what the form says that is filled for people in the room."""
    return "field.ideas.room_masked" if session.masked else "field.ideas.room"


def _how_masked(found: Gathered, t: Catalogue) -> list[str]:
    """Return what a card says of how far a mask hides its writers, where that is little."""
    if found.late:
        return [t("collect.masked_late")]
    return [t("collect.masked_few")] if found.few else []


def question(session: Session, plan: Collect) -> str:
    """Return the question of a collect step: its own, the scenario's or, where the session was
    given a title, that; empty where nobody asks anything but what the step invites to."""
    if plan.prompt is not None:
        return escape(plan.prompt[session.language])
    if session.scenario is not None:
        return escape(session.scenario.question)
    named = session.title != session.recipe.title[session.language]
    return escape(session.title) if named else ""


def _columns(session: Session, plan: Collect) -> str:
    return " · ".join(
        (f"`{column.mark}` " if column.mark and plan.typed and not hides(session, plan) else "")
        + f"**{escape(column.name[session.language])}**"
        for column in plan.columns
    )


def _how_to_type(session: Session, plan: Collect, t: Catalogue) -> list[str]:
    lines = [t("collect.typed")]
    if marks := plan.marked(session.language):
        shown = " ".join(f"`{mark}`" for mark in marks)
        lines.append(t("collect.typed_columns", marks=shown))
    if plan.ask_year and session.scenario is not None:
        lines.append(t("collect.typed_year", year=session.scenario.horizon))
    lines.append(t("collect.typed_marks", length=plan.max_length, most=plan.per_person))
    return lines


def receipt(written: Written, t: Catalogue) -> list[str]:
    """Return what the writer is told, page by page: what is kept, and what comes back and why.

    What comes back is shown whole, so that it can be copied: a form is gone once sent.
    """
    lines: list[str] = []
    if written.kept:
        kept = "postit.kept_in_room" if written.in_room else "postit.kept"
        lines.append(f"✅ **{t.n(kept, len(written.kept))}**")
        lines += [f"- {escape(shorten(p.text, 120))}" for p in written.kept[:_SHOWN]]
        if len(written.kept) > _SHOWN:
            lines.append(t.n("list.more", len(written.kept) - _SHOWN))
        so_far = "postit.room_so_far" if written.in_room else "postit.mine_so_far"
        lines.append("-# " + t.n(so_far, written.mine))
        lines += _after_time(written, t)
        if written.waits is not None and written.waits.missing:
            lines.append(t.n("postit.waits", written.waits.missing))
    if written.known or not (written.kept or written.refused):
        lines.append(t("postit.already_kept"))
        lines += [f"- {escape(shorten(text, 120))}" for text in written.known[:_SHOWN]]
    for reason in dict.fromkeys(reason for _, reason in written.refused):
        sent_back = [text for text, why in written.refused if why == reason]
        lines.append(f"⚠️ {t.n(reason, len(sent_back))}")
        for text in sent_back:
            # Escaped, a text can be twice as long; a page holds one such piece at least.
            pieces = [text[at : at + _PAGE // 2] for at in range(0, len(text), _PAGE // 2)]
            lines += [f"- {escape(piece)}" for piece in pieces]
    return _pages(lines)


def _after_time(written: Written, t: Catalogue) -> list[str]:
    """Return what is said of post-its that came after their step was left."""
    after = written.after
    if after is None:
        return []
    lines = ["⏱️ " + t("late.kept" if written.session.masked else "late.kept_marked")]
    if after.vote:
        lines.append(t("late.off_ballot"))
    return lines


def _pages(lines: Sequence[str]) -> list[str]:
    found = [""]
    for line in lines:
        if found[-1] and len(found[-1]) + len(line) > _PAGE:
            found.append("")
        found[-1] += line + "\n"
    return [page.rstrip() for page in found]


def _one_only(plan: object) -> bool:
    return isinstance(plan, Collect) and plan.per_person == 1
