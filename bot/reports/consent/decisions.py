"""What the room and the reports say alike of a decision by consent."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.writing import inline_short
from bot.workshop.consent.proposal import Counts, Decision
from bot.workshop.consent.wording import changes

# Of a longer stretch of words the beginning is enough: the texts themselves stand beside.
_STRETCH = 200


def verdict(decision: Decision, t: Catalogue) -> str:
    """Return what was decided, in a few words."""
    if decision.adopted:
        return t("consent.adopted", version=decision.version)
    key = "consent.left_undecided" if decision.undecided else "consent.not_adopted"
    return t(key, version=decision.version)


def numbers(counts: Counts, expected: int | None, t: Catalogue) -> str:
    """Return how many consent, have a concern, stand aside, object; and said nothing, if known;
    and how many of them all were in the room without Discord."""
    consent = t.n("consent.count.consent", counts.consents + counts.concerns)
    if counts.concerns:
        consent += " " + t.n("consent.count.concern", counts.concerns)
    silent = counts.silent(expected)
    told = [
        consent,
        t.n("consent.count.aside", counts.aside) if counts.aside else "",
        t.n("consent.count.objection", counts.objections) if counts.objections else "",
        t.n("consent.count.silent", silent) if silent else "",
        t.n("consent.count.in_room", counts.in_room) if counts.in_room else "",
    ]
    return " · ".join(filter(None, told))


def course(decision: Decision, t: Catalogue) -> str:
    """Return how the decision came about: silence, those who did not answer the last version, and
    the objections met on the way."""
    told = [
        t("consent.silence_counted") if decision.silence_is_consent and decision.adopted else "",
        t.n("consent.not_again", decision.not_again)
        if decision.not_again and decision.adopted
        else "",
        t.n("consent.lifted", decision.lifted) if decision.lifted else "",
        t.n("consent.amended", decision.amended) if decision.amended else "",
    ]
    return " ".join(filter(None, told))


def changed(before: str, after: str, t: Catalogue) -> list[str]:
    """Return what changed from one text to the next, each change in a few escaped words."""
    told = []
    for change in changes(before, after):
        removed = inline_short(change.removed, _STRETCH)
        added = inline_short(change.added, _STRETCH)
        if not removed:
            told.append(t("consent.change.added", added=added))
        elif not added:
            told.append(t("consent.change.removed", removed=removed))
        else:
            told.append(t("consent.change.replaced", removed=removed, added=added))
    return told
