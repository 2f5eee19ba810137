"""Post-its and themes as JSON."""

from __future__ import annotations

from bot.reports.record import SessionRecord
from bot.reports.review.marking import corrected
from bot.reports.subgroups.data import of_group
from bot.workshop.wall.reaction import Reaction


def themes(record: SessionRecord) -> list[dict[str, object]]:
    """Return the themes, each with the numbers of its post-its."""
    numbers = {postit.id: postit.number for postit in record.postits}
    return [
        {
            "name": theme.name,
            **corrected(record, theme),
            "postits": [numbers[postit] for postit in record.sorting.within(theme.id)],
        }
        for theme in record.sorting.themes
    ]


def postits(record: SessionRecord) -> list[dict[str, object]]:
    """Return the post-its in the order of the wall, each with what was answered to it."""
    dots = record.dots_of_postits
    themes: dict[int | None, str] = {theme.id: theme.name for theme in record.sorting.themes}
    steps = {step.id: step.position + 1 for step in record.steps}
    return [
        {
            "number": postit.number,
            "text": postit.text,
            **corrected(record, postit),
            "column": postit.column,
            "dimension": postit.dimension,
            "year": postit.year,
            "kind": postit.kind.value if postit.kind is not None else None,
            "files": list(postit.files),
            "step": steps[postit.step_id],
            **of_group(record, postit),
            "author": record.author(postit),
            "after_time": postit.late,
            "theme": themes.get(record.sorting.places.get(postit.id)),
            "dots": dots.get(postit.id),
            "reactions": {r.value: record.echo(postit).count(r) for r in Reaction},
            "comments": [
                {"text": comment.text, "author": record.author(comment)}
                for comment in record.echo(postit).comments
            ],
        }
        for postit in record.postits
    ]
