"""What the room and the reports say alike of an election without candidates."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.record import ElectionRecord, Tried
from bot.reports.writing import inline
from bot.workshop.election.naming import Elected, Group, Named, Naming, Voice
from bot.workshop.kinds import Election


def role(plan: Election, t: Catalogue) -> str:
    """Return the name of the role, and for how long; empty where it is still to be described."""
    if plan.role is None:
        return ""
    name = inline(plan.role[t.language])
    if plan.term is None:
        return f"**{name}**"
    return f"**{name}** · {t('election.term', term=inline(plan.term[t.language]))}"


def described(plan: Election, t: Catalogue) -> list[str]:
    """Return what the role asks and what to look for, a line each."""
    told = (
        ("election.mandate", plan.mandate),
        ("election.criteria", plan.criteria),
    )
    return [t(key, text=inline(text[t.language])) for key, text in told if text is not None]


def called(naming: Naming, named: Named, t: Catalogue) -> str:
    """Return the name of someone; said to be a typed one where an account has the same."""
    if naming.shares_name(named):
        return t("election.typed_name", name=named.name)
    return named.name


def named_by(group: Group, t: Catalogue) -> str:
    """Return how many name someone in the end; how many did at first, where that is another
    number."""
    told = t.n("election.named_by", len(group.voices))
    if group.first == len(group.voices):
        return told
    return f"{told} {t('election.named_first', n=group.first)}"


def said(voice: Voice, naming: Naming, t: Catalogue, name: str | None) -> str:
    """Return why someone is named, by whom where that is told, and whom they named before."""
    text = t("election.quoted", text=inline(voice.said.reason))
    told = f"{text} — *{inline(name)}*" if name else text
    before = voice.before
    if before is not None and before.name_id != voice.said.name_id:
        first = called(naming, naming.named(before.name_id), t)
        told += " " + t("election.before", name=inline(first))
    elif voice.said.round == 2 and before is None:
        told += " " + t("election.not_before")
    return told


def verdict(elected: Elected, t: Catalogue) -> str:
    """Return what an election came to, in a few words."""
    return t("election.elected" if elected.adopted else "election.nobody_elected")


def numbers(elected: Elected, t: Catalogue) -> str:
    """Return how many named someone, how many changed, and who withdrew, in numbers."""
    told = [t.n("election.people", elected.people)]
    if elected.in_room:
        told.append(t.n("election.in_room", elected.in_room))
    told.append(t.n("election.names", elected.names))
    if elected.changed:
        told.append(t.n("election.changed", elected.changed))
    if elected.withdrew:
        told.append(t.n("election.withdrew", elected.withdrew))
    return " · ".join(told)


def tried(one: Tried, naming: Naming, t: Catalogue) -> str:
    """Return who was proposed and what the room said."""
    if one.decision is None:
        key = "election.tried.open"
    elif one.decision.adopted:
        key = "election.tried.adopted"
    elif one.named.withdrawn:
        key = "election.tried.withdrew"
    else:
        key = "election.tried.undecided" if one.decision.undecided else "election.tried.refused"
    return t(key, name=inline(called(naming, one.named, t)))


def attempts(held: ElectionRecord, t: Catalogue) -> list[str]:
    """Return each person who was proposed, with what the room said."""
    return [tried(one, held.naming, t) for one in held.tried]
