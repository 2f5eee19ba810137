"""What a small group is called, on screens and in reports alike."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.workshop.subgroups.group import Group


def group_name(group: Group, t: Catalogue) -> str:
    """Return “Group 3”, “Table 3” where a host stays when all others move on; with its theme, if
    it has one. It is neither escaped nor cut."""
    name = t("subgroups.table" if group.hosted else "subgroups.group", number=group.number)
    return f"{name} · {group.name}" if group.name else name
