"""Which documents come beside a summary: a private page that works again after each choice."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import layout, option, select
from bot.interface.words.settings.lines import documents as line
from bot.services.settings.choosing import choose
from bot.workshop.errors import Refusal
from bot.workshop.settings.choices import Setting, number_of_documents
from bot.workshop.settings.documents import DocumentKind, chosen
from bot.workshop.settings.settings import ServerSettings


class DocumentsChoice(Desk):
    @on("settings.documents")
    async def _chosen(self, press: Press) -> None:
        server_id = press.interaction.guild_id
        if server_id is None or not press.actor.manages:
            raise Refusal("settings.not_yours")
        if not set(press.values) <= set(DocumentKind):
            raise Refusal("button.unknown")
        wanted = {Setting.DOCUMENTS: number_of_documents(chosen(press.values))}
        kept = await choose(self.ctx, server_id, wanted, self.bot.clock())
        await replace(press.interaction, page(kept.now, press.t, saved=True))


def page(settings: ServerSettings, t: Catalogue, *, saved: bool = False) -> ui.LayoutView:
    """Return the page, with what is chosen."""
    kinds = [
        option(t(f"document.{kind}"), kind.value, default=kind in settings.documents)
        for kind in DocumentKind
    ]
    act = custom_id("settings.documents")
    return layout(
        f"### {t('settings.documents_title')}\n{line(settings, t)}",
        t("settings.documents_why"),
        [select(act, t("settings.documents_choose"), kinds, least=0, most=len(kinds))],
        t("settings.documents_saved") if saved else "",
    )
