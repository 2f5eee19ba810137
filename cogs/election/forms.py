"""The form in which someone is named, with a reason."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.chosen import chosen_member
from bot.interface.pressing.router import Press
from bot.interface.showing.layout import form, member_field, text_field
from bot.services.election.naming import Choice, Seen
from bot.workshop.election.naming import NAME_LIMIT, REASON_LIMIT, Nomination, Stage
from bot.workshop.errors import Refusal
from bot.workshop.text import shorten

_ROLE = 200


def naming_form(
    seen: Seen, where: str, now: Nomination | None, t: Catalogue, *, room: bool = False
) -> ui.Modal:
    """Return the form, holding whom the person names so far; before they write, it says that what
    they write is shown, with their name or without."""
    named = seen.naming.named(now.name_id) if now is not None else None
    if named is not None and named.withdrawn:
        named = now = None  # another is asked for
    person = named.person_id if named is not None else None
    role = seen.plan.role[t.language] if seen.plan.role is not None else ""
    hidden = seen.naming.stage is Stage.NAMING
    if room:
        shown = "election.form.room"
    elif seen.session.masked:
        shown = "election.form.masked" if hidden else "election.form.masked_now"
    else:
        shown = "election.form.signed" if hidden else "election.form.signed_now"
    return form(
        t("form.election", role=role),
        where,
        f"{t('election.form.role', role=shorten(role, _ROLE))}\n{t(shown)}",
        member_field(
            "member",
            t("field.election_member"),
            description=t("field.election_member.hint"),
            chosen=person,
        ),
        text_field(
            "name",
            t("field.election_typed"),
            description=t("field.election_typed.hint"),
            required=False,
            limit=NAME_LIMIT,
            default=named.name if named is not None and person is None else None,
        ),
        text_field(
            "reason",
            t("field.election_reason"),
            description=t("field.election_reason.hint"),
            long=True,
            limit=REASON_LIMIT,
            default=now.reason if now is not None else None,
        ),
    )


def choice_of(press: Press) -> Choice:
    """Return what the form holds; raise Refusal for a program, which takes no role."""
    person = chosen_member(press)
    if person is not None:
        data: dict[str, Any] = dict(press.interaction.data or {})
        user = data.get("resolved", {}).get("users", {}).get(str(person[0]), {})
        if user.get("bot"):
            raise Refusal("election.no_bot")
    return Choice(person, press.text("name"), press.text("reason"))
