"""Several themes named in one form, a name a line."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import PAGE, choices_field, form, option, text_field
from bot.services.themes import naming, sorting
from bot.services.themes.naming import NamedAll
from bot.workshop.errors import Outdated
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.text import escape
from bot.workshop.themes.proposals import Proposal, first_taken
from cogs.themes.editing import listed
from cogs.themes.step import told

_NAMES = 900


class SeveralDesk(Desk):
    """From the list of themes; a custom id carries the revision that was seen."""

    @on("theme.several", "step")
    async def _several(self, press: Press, step: int) -> None:
        now = await sorting.board(self.ctx, step, press.actor)
        sent = custom_id("theme.several_named", step=step, seen=now.revision)
        await press.open(names_form(press.t, sent, press.t("field.themes.stay")))

    @on("theme.several_named", "step", "seen")
    async def _named(self, press: Press, step: int, seen: int) -> None:
        try:
            named = await naming.name_all(self.ctx, step, press.actor, press.text("names"), seen)
        except Outdated as refusal:
            now = await sorting.board(self.ctx, step, press.actor)
            await replace(press.interaction, listed(now, press.t, told_again(press, refusal)))
        else:
            head = told_all(named, press.t)
            await replace(press.interaction, listed(named.board, press.t, head))


def names_form(
    t: Catalogue, sent: str, hint: str, offered: Sequence[discord.SelectOption] = ()
) -> ui.Modal:
    """Return the form where names are written, which leads to `sent`; above, those that the room
    proposed, where some are `offered`."""
    field = text_field(
        "names",
        t("field.themes.others" if offered else "field.themes"),
        description=hint,
        long=True,
        required=not offered,
        limit=FORM_LIMIT,
        placeholder=t("field.themes.placeholder"),
    )
    if not offered:
        return form(t("form.themes"), sent, field)
    hint = t("field.names_room.hint")
    known = choices_field("chosen", t("field.names_room"), offered, description=hint, least=0)
    return form(t("form.themes"), sent, known, field)


def told_all(named: NamedAll, t: Catalogue) -> str:
    """Return what is said of names once they are kept."""
    made = named.done.made
    lines = [] if made is None and named.knew else [told(made, t)]
    if len(named.made) > 1:  # a line that was no list shows here
        lines += [f"- **{escape(name)}**" for name in named.made]
    if named.knew:
        names = t.listed([f"**{escape(name)}**" for name in named.knew])
        lines.append(t("theme.known_names", names=names))
    return shorten_lines("\n".join(lines), _NAMES)


def offered(found: Sequence[Proposal], t: Catalogue) -> list[discord.SelectOption]:
    """Return the choices of names that the room proposed, the most wanted ticked."""
    first = first_taken(found)
    return [
        option(
            one.name,
            str(one.id),
            description=t.n("names.want", one.want) if one.want is not None else None,
            default=one.id in first,
        )
        for one in found[:PAGE]
    ]
