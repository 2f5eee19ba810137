"""The series of a session, and what it said of the actions of those before it, as JSON."""

from __future__ import annotations

from bot.reports.record import SessionRecord


def series(record: SessionRecord) -> dict[str, object] | None:
    """Return where the session stands in its series, without an identifier; None where it is in
    none."""
    place = record.series
    if place is None:
        return None
    return {
        "title": place.title,
        "rank": place.rank,
        "before": None
        if place.before is None
        else {
            "title": place.before,
            "day": place.before_day.isoformat() if place.before_day else None,
        },
    }


def followed(record: SessionRecord) -> list[dict[str, object]]:
    """Return what each step said of the actions that it showed: ``said`` is null where nothing
    was, ``from`` the title of the session that an action comes from."""
    return [
        {
            "step": step.position + 1,
            "what": one.action.what,
            "owner": one.action.owner,
            "due": one.action.due.isoformat() if one.action.due else None,
            "from": one.whence,
            "said": one.said.value if one.said is not None else None,
            **({"of_this_session": True} if one.ours else {}),
        }
        for step in record.steps
        for one in record.followed.get(step.id, ())
    ]
