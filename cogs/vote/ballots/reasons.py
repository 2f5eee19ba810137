"""What a ballot that is in the box is asked, where it resists strongly: why; as long as its voter
likes, and never to oblige them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import Fields, custom_id, number
from bot.interface.showing.layout import FIELDS, Button, button, form, text_field
from bot.interface.showing.pages import in_pages
from bot.services.vote.voting import Ballot
from bot.tally.rules.resistance import STRONG
from bot.workshop.errors import Refusal
from bot.workshop.sessions.session import is_secret
from bot.workshop.text import escape, shorten
from bot.workshop.vote.options import Option
from bot.workshop.vote.reasons import REASON_LIMIT, Said
from cogs.vote.ballots.sheet import label_of

# All that is told of reasons on a ballot, and of each.
ROOM = 1100
_QUOTED = 120
_LABEL = 60


def told(kept: Ballot, t: Catalogue) -> str:
    """Return what is asked, and what was said: of proposals that are not resisted strongly any more
    too, since it is not told; nothing where nothing is asked."""
    if not (kept.resisted or kept.said):
        return ""
    entries = list(_entries(kept, t))
    asked = _asked(kept, t)
    [shown, *_] = in_pages(entries, ROOM - len(asked))
    left = len(entries) - len(shown)
    more = ["-# " + t.n("resistance.reason.more", left)] if left else []
    return "\n".join(filter(None, [asked, *shown, *more]))


def buttons(kept: Ballot, t: Catalogue) -> list[Button]:
    """Return what opens the forms, five proposals each; none once all is counted."""
    if kept.closed:
        return []
    parts = _parts(kept)
    style = discord.ButtonStyle.primary
    return [
        button(
            _label(kept, part, len(parts), t),
            _opens(kept, rank),
            emoji="💬",
            style=discord.ButtonStyle.secondary if _said_all(kept, part) else style,
        )
        for rank, part in enumerate(parts)
    ]


def opened(kept: Ballot, part: int, t: Catalogue) -> ui.Modal:
    """Return a form: a field for each proposal of a part, with what was said. Raises Refusal where
    there is none: the ballot was changed since it was offered."""
    parts = _parts(kept)
    if not 0 <= part < len(parts):
        raise Refusal("resistance.reason.not_strong", strong=STRONG)
    hint = t("resistance.reason.hint" if _is_secret(kept) else "resistance.reason.hint_signed")
    fields = [
        text_field(
            one.name,
            label_of(one, t),
            description=t("resistance.reason.hint_room") if kept.in_room else hint,
            long=True,
            required=False,
            limit=REASON_LIMIT,
            default=kept.said[one.number].text if one.number in kept.said else None,
        )
        for one in parts[part]
    ]
    return form(t("resistance.reason.form"), _sent(kept), *fields)


def read(fields: Fields) -> Mapping[int, str]:
    """Return what a form held, by the number of a proposal; raise Refusal for a forged one."""
    texts: dict[int, str] = {}
    for name, value in fields.items():
        if not isinstance(value, str):
            raise Refusal("button.unknown")
        texts[number(name)] = value
    return texts


def _entries(kept: Ballot, t: Catalogue) -> Iterator[str]:
    asked = {option.number for option in kept.resisted}
    for option in kept.options:
        said = kept.said.get(option.number)
        if said is None or option.removed:
            continue
        line = f"> `{option.number}` {escape(option.said(_LABEL))} — {_quoted(said)}"
        if option.number not in asked:
            line += "\n-# " + t("resistance.reason.aside", strong=STRONG)
        elif not said.holds(option):
            line += "\n-# " + t("resistance.reason.earlier_mine")
        yield line


def _quoted(said: Said) -> str:
    return escape(shorten(said.text, _QUOTED))


def _asked(kept: Ballot, t: Catalogue) -> str:
    """Return what is asked, or what becomes of what was said."""
    asked = kept.resisted
    if not asked:
        return ""
    if kept.in_room:
        return "💬 " + t.n("resistance.reason.asked_room", len(asked), strong=STRONG)
    some = any(one.number in kept.said for one in asked)
    secret = _is_secret(kept)
    if some:
        told = "resistance.reason.kept" if secret else "resistance.reason.kept_signed"
        return "💬 " + t(told, strong=STRONG)
    told = "resistance.reason.asked" if secret else "resistance.reason.asked_signed"
    return "💬 " + t.n(told, len(asked), strong=STRONG)


def _is_secret(kept: Ballot) -> bool:
    return is_secret(kept.session, kept.plan)


def _parts(kept: Ballot) -> list[Sequence[Option]]:
    found = kept.resisted
    asked = kept.as_read(found) if found else ()
    return [asked[first : first + FIELDS] for first in range(0, len(asked), FIELDS)]


def _said_all(kept: Ballot, part: Sequence[Option]) -> bool:
    return all(one.number in kept.said for one in part)


def _label(kept: Ballot, part: Sequence[Option], parts: int, t: Catalogue) -> str:
    key = "button.reason_again" if any(one.number in kept.said for one in part) else "button.reason"
    said = t(key)
    return said if parts == 1 else f"{said} ({', '.join(one.name for one in part)})"


def _opens(kept: Ballot, part: int) -> str:
    if kept.in_room:
        return custom_id("room.why", step=kept.step.id, part=part, ballot=kept.row or 0)
    return custom_id("reason.say", step=kept.step.id, part=part)


def _sent(kept: Ballot) -> str:
    if kept.in_room:
        return custom_id("room.because", step=kept.step.id, ballot=kept.row or 0)
    return custom_id("reason.said", step=kept.step.id)
