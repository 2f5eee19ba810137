"""The facilitator's line, in words."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.workshop.sessions.noticing import Notice
from bot.workshop.text import escape, shorten

# Of what is empty, so much is named.
_NAMED = 3
_NAME = 40


def notice_line(found: Notice | None, t: Catalogue) -> str:
    """Return the sentence of a notice; nothing where there is none."""
    if found is None:
        return ""
    key = f"notice.{found.what}"
    if found.gap is not None:
        first, last = found.gap.first, found.gap.last
        return "💡 " + t(key, dimension=_named(found.gap.dimension, t), first=first, last=last)
    if found.names:
        names = [_named(name, t) for name in found.names[:_NAMED]]
        if found.count > _NAMED:
            names.append(t.n("notice.others", found.count - _NAMED))
        return "💡 " + t(key, names=t.listed(names))
    if found.count:
        return "💡 " + t.n(key, found.count, people=found.of)
    return "💡 " + t(key)


def _named(name: str, t: Catalogue) -> str:
    return t("notice.quoted", name=escape(shorten(name, _NAME)))
