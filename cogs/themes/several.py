"""Several themes named in one form, a name a line."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import form, text_field
from bot.services.themes import naming, sorting
from bot.services.themes.naming import NamedAll
from bot.workshop.errors import Outdated
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.text import escape
from cogs.themes.editing import listed
from cogs.themes.step import told


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


def names_form(t: Catalogue, sent: str, hint: str) -> ui.Modal:
    """Return the form where names are written, which leads to `sent`."""
    return form(
        t("form.themes"),
        sent,
        text_field(
            "names",
            t("field.themes"),
            description=hint,
            long=True,
            limit=FORM_LIMIT,
            placeholder=t("field.themes.placeholder"),
        ),
    )


def told_all(named: NamedAll, t: Catalogue) -> str:
    """Return what is said of names once they are kept."""
    if not named.knew:
        return told(named.done.made, t)
    names = t.listed([f"**{escape(name)}**" for name in named.knew])
    known = t("theme.known_names", names=names)
    made = named.done.made
    return known if made is None else f"{told(made, t)} {known}"
