"""Small groups as JSON: how each came to be; what it wrote and kept stands beside the post-its."""

from __future__ import annotations

from bot.reports.record import SessionRecord
from bot.workshop.postits.postit import PostIt


def groups(record: SessionRecord) -> dict[str, object]:
    """Return the groups of each step, by their numbers; nothing tells who was in them, and nothing
    is there where there were none."""
    found = [
        {
            "step": step.position + 1,
            "group": group.number,
            "name": group.name,
            "table": group.hosted,
            "joins": list(group.merged),
        }
        for step in record.steps
        for group in record.groups.get(step.id, ())
    ]
    return {"groups": found} if found else {}


def of_group(record: SessionRecord, postit: PostIt) -> dict[str, object]:
    """Return which group wrote a post-it and which ones kept it, of those that they took over;
    nothing where none did."""
    kept = [
        {"step": step.position + 1, "group": group.number}
        for step in record.steps
        for group in record.groups.get(step.id, ())
        if postit.id in group.kept
    ]
    wrote = {"group": postit.group} if postit.group is not None else {}
    return {**wrote, **({"kept_by": kept} if kept else {})}
