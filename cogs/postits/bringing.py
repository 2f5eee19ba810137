"""Bringing in post-its from the file of another tool: the file, what was understood, and the way
back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    Button,
    Select,
    button,
    file_field,
    form,
    layout,
    option,
    select,
)
from bot.services.postits import bringing
from bot.services.postits.bringing import Looked
from bot.services.sessions.whereabouts import Whereabouts
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect, Group, Reveal
from bot.workshop.limits import BOARD_SIZE
from bot.workshop.text import escape, shorten
from bot.workshop.transfer.board_file import MOST_COLUMNS, Part
from cogs.postits.pictures import read_file

_SHOWN = 5
_TEXT = 120
_NONE = "none"


def bring_button(seen: Whereabouts, t: Catalogue) -> Sequence[Button]:
    """Return the button of the panel that brings a file in, where post-its can be added."""
    step = seen.current
    if step is None or not step.is_open or not isinstance(step.plan, Collect | Reveal | Group):
        return []
    if not isinstance(step.plan, Collect) and seen.session.masked:
        return []
    add = custom_id("bring.add", session=seen.session.id)
    return [button(t("button.bring"), add, emoji="📥")]


class BringingDesk(Desk):
    @on("bring.add", "session")
    async def _add(self, press: Press, session: int) -> None:
        await bringing.takes(self.ctx, session, press.actor)
        t = press.t
        field = file_field(
            "file", t("field.bring"), description=t("field.bring.hint"), required=True, most=1
        )
        await press.open(form(t("form.bring"), custom_id("bring.added", session=session), field))

    @on("bring.added", "session")
    async def _added(self, press: Press, session: int) -> None:
        await bringing.takes(self.ctx, session, press.actor)
        file = press.attachment("file")
        if file is None:
            raise Refusal("bring.no_file")
        if file.size > BOARD_SIZE:  # before it is read
            raise Refusal("bring.too_large", limit=BOARD_SIZE // 2**20)
        message = press.interaction.message
        if message is not None and message.flags.ephemeral:  # the panel, whose place it takes
            await press.interaction.response.defer()
        else:
            await press.interaction.response.defer(ephemeral=True, thinking=True)
        found = await bringing.open_file(self.ctx, session, press.actor, await read_file(file))
        await press.interaction.edit_original_response(view=_page(found, press.t))

    @on("bring.map", "step", "part")
    async def _map(self, press: Press, step: int, part: int) -> None:
        if not 0 <= part < len(Part):
            raise Refusal("button.unknown")
        column = press.number_unless(_NONE)
        found = await bringing.choose(self.ctx, step, press.actor, list(Part)[part], column)
        await replace(press.interaction, _page(found, press.t))

    @on("bring.apply", "step")
    async def _apply(self, press: Press, step: int) -> None:
        done, t = await bringing.bring_in(self.ctx, step, press.actor), press.t
        undo = custom_id("bring.undo", step=step, batch=done.batch)
        await replace(
            press.interaction,
            layout(
                f"✅ **{t.n('bring.done', done.count)}**\n{t('bring.undo_hint')}",
                [
                    button(t("button.bring_undo"), undo, emoji="↩️"),
                    _panel(done.session.id, t),
                ],
            ),
        )

    @on("bring.cancel", "step")
    async def _cancel(self, press: Press, step: int) -> None:
        session = await bringing.let_go(self.ctx, step, press.actor)
        told = press.t("bring.cancelled")
        await replace(press.interaction, layout(told, [_panel(session.id, press.t)]))

    @on("bring.undo", "step", "batch")
    async def _undo(self, press: Press, step: int, batch: int) -> None:
        session, gone, stay = await bringing.take_back(self.ctx, step, press.actor, batch)
        t = press.t
        told = f"↩️ {t.n('bring.undone', gone)}"
        if stay:
            told += f" {t.n('bring.stays', stay)}"
        await replace(press.interaction, layout(told, [_panel(session.id, t)]))


def _page(found: Looked, t: Catalogue) -> ui.LayoutView:
    picked, step = found.picked, found.step.id
    lines = [f"### 📥 {t.n('bring.found', len(picked.ideas))}"]
    for idea in picked.ideas[:_SHOWN]:
        place = [str(part) for part in (idea.column, idea.dimension, idea.year) if part]
        where = f" — *{escape(' · '.join(place))}*" if place else ""
        lines.append(f"- {escape(shorten(idea.text, _TEXT))}{where}")
    if len(picked.ideas) > _SHOWN:
        lines.append(t.n("list.more", len(picked.ideas) - _SHOWN))
    lines += [f"⏭️ {t.n(f'bring.skipped.{why}', n)}" for why, n in picked.skipped.items()]
    if picked.unplaced:
        lines.append(f"❔ {t.n('bring.unplaced', picked.unplaced)}")
    lines.append("-# " + t("bring.masked" if found.session.masked else "bring.signed"))
    lines.append("-# " + t("bring.before"))
    acts = [button(t("button.bring_cancel"), custom_id("bring.cancel", step=step), emoji="✖️")]
    if picked.ideas:
        apply = button(
            t.n("button.bring_apply", len(picked.ideas)),
            custom_id("bring.apply", step=step),
            emoji="📥",
            style=discord.ButtonStyle.primary,
        )
        acts.insert(0, apply)
    return layout("\n".join(lines), *([_menu(found, part, t)] for part in _asked(found)), acts)


def _asked(found: Looked) -> Iterator[Part]:
    """Yield what is worth asking: what the step and the scenario have, or a file seems to."""
    plan, scenario = found.step.plan, found.session.scenario
    assert isinstance(plan, Collect)
    there = {
        Part.TEXT: True,
        Part.COLUMN: bool(plan.columns),
        Part.DIMENSION: scenario is not None and bool(scenario.dimensions),
        Part.YEAR: scenario is not None,
    }
    return (part for part in Part if there[part] or found.mapping.of(part) is not None)


def _menu(found: Looked, part: Part, t: Catalogue) -> Select:
    chosen = found.mapping.of(part)
    choices = [
        option(
            t(f"bring.is.{part}", name=name or t("bring.column", n=rank + 1)),
            str(rank),
            default=rank == chosen,
        )
        for rank, name in enumerate(found.board.names[:MOST_COLUMNS])
    ]
    if part is not Part.TEXT:
        choices.append(option(t(f"bring.no.{part}"), _NONE, default=chosen is None))
    place = custom_id("bring.map", step=found.step.id, part=list(Part).index(part))
    return select(place, t(f"bring.choose.{part}"), choices)


def _panel(session: int, t: Catalogue) -> Button:
    return button(t("button.panel"), custom_id("lead.panel", session=session))
