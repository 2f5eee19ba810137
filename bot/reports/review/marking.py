"""What says, in the reports, that something was put right or left out when a summary was read
again: left out, it is counted and never quoted."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.review.applying import MENDED
from bot.workshop.actions.action import Action
from bot.workshop.postits.postit import PostIt
from bot.workshop.review.correction import FIELDS, Item, Of
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.themes.sorting import Theme

Marked = PostIt | Milestone | Action | Theme
_OF: Mapping[type[Marked], Of] = {
    PostIt: Of.POSTIT,
    Milestone: Of.MILESTONE,
    Action: Of.ACTION,
    Theme: Of.THEME,
}


def mark(record: SessionRecord, one: Marked) -> str:
    """Return the small mark that follows words which were put right; nothing after others."""
    return MENDED if corrected(record, one) else ""


def about(record: SessionRecord, t: Catalogue) -> str:
    """Return what was put right and what was left out, in numbers; nothing where nothing was."""
    made = record.corrections
    if not made.made:
        return ""
    reworded: dict[Of, int] = {}
    for item in {one.item for one in made.made if one.field}:
        reworded[item.of] = reworded.get(item.of, 0) + 1
    told = [t("report.review")]
    for key, counts in (("report.review.reworded", reworded), ("report.review.out", made.gone)):
        if counts:
            things = [t.n(f"review.count.{of}", counts[of]) for of in Of if of in counts]
            told.append(t(key, things=t.listed(things)))
    return " ".join([*told, t("report.review.counts")])


def corrections(record: SessionRecord) -> dict[str, object]:
    """Return, for the export, what was put right (not what it said before) and how many items were
    left out by kind; nothing where nothing was."""
    made = record.corrections
    if not made.made:
        return {}
    fields: dict[Item, set[str]] = {}
    for one in made.made:
        if one.field:
            fields.setdefault(one.item, set()).add(one.field)
    # In an order that tells nothing of rows: the same wherever the session is brought in.
    told = [
        (of, _named(record, item), [field for field in FIELDS[of] if field in changed])
        for of in Of
        for item, changed in fields.items()
        if item.of is of
    ]
    told.sort(key=lambda one: (list(Of).index(one[0]), [v or 0 for v in one[1].values()], one[2]))
    return {
        "corrections": {
            "reworded": [{"of": of.value, **named, "fields": words} for of, named, words in told],
            "left_out": {of.value: made.gone[of] for of in Of if of in made.gone},
        }
    }


def corrected(record: SessionRecord, one: Marked) -> dict[str, bool]:
    """Return, for the export, that something was put right; nothing for others."""
    return {"corrected": True} if record.corrections.touched(_OF[type(one)], one.id) else {}


def _named(record: SessionRecord, item: Item) -> dict[str, int | None]:
    """Return by which number people know an item, where they do."""
    steps = {step.id: step.position + 1 for step in record.steps}
    match item.of:
        case Of.POSTIT:
            number = next((p.number for p in record.postits if p.id == item.which), None)
        case Of.MILESTONE:
            number = next((m.number for m in record.milestones if m.id == item.which), None)
        case Of.OPTION:
            return {"step": steps.get(item.which), "number": item.nth}
        case Of.CONSENT:
            return {"step": steps.get(item.which)}
        case _:
            return {}
    return {"number": number}
