"""The post-its as a table, one a row, in the order of the wall.

The first columns are named as in the exports of retrospective boards: ``text``, ``author``,
``column`` and ``votes`` are those of scrumlr (``id,author,text,column,timestamp,parent,votes``,
later ``note_id,author_id,author,text,column_id,column,rank,stack``), and Mural's first is ``TEXT``.
No time is told. ``author`` is empty in a masked session, whose wall is in an order drawn by lot.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.subgroups.naming import group_name
from bot.reports.tables.sheet import Cell, lines, sheet, yes
from bot.workshop.postits.postit import PostIt
from bot.workshop.wall.reaction import Comment, Reaction

_KNOWN = ("text", "author", "column", "votes")
_OURS = ("number", "theme", "dimension", "year", "kind", "step", "group", "kept_by")
_LAST = ("comments", "files", "after_time")


def postits(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the table; the votes are those of the last vote on post-its that may be told."""
    head = [
        *_KNOWN,
        *(t(f"table.{column}") for column in _OURS),
        *(reaction.value for reaction in Reaction),
        *(t(f"table.{column}") for column in _LAST),
    ]
    return sheet(head, _rows(record, t), t)


def _rows(record: SessionRecord, t: Catalogue) -> Iterator[list[Cell]]:
    dots = record.dots_of_postits
    themes: dict[int | None, str] = {theme.id: theme.name for theme in record.sorting.themes}
    steps = {step.id: step.plan.title[t.language] for step in record.steps}
    for postit in record.postits:
        echo = record.echo(postit)
        yield [
            postit.text,
            record.author(postit),
            postit.column,
            dots.get(postit.id),
            postit.number,
            themes.get(record.sorting.places.get(postit.id)),
            postit.dimension,
            postit.year,
            _kind(postit, t),
            steps.get(postit.step_id),
            group_name(group, t) if (group := record.group_of(postit)) is not None else None,
            lines(_keepers(record, postit, t)),
            *(echo.count(reaction) for reaction in Reaction),
            lines(_comment(record, comment) for comment in echo.comments),
            lines(postit.files),
            yes(postit.late, t) if not record.session.masked else None,
        ]


def _kind(postit: PostIt, t: Catalogue) -> str | None:
    return t(f"kind.{postit.kind}") if postit.kind is not None else None


def _keepers(record: SessionRecord, postit: PostIt, t: Catalogue) -> Iterator[str]:
    """Yield the groups that kept a post-it; where those of several steps kept some, each with its
    step: every round has a group 1."""
    lived = [(step.plan.title[t.language], record.groups.get(step.id, ())) for step in record.steps]
    rounds = [one for one in lived if any(group.kept for group in one[1])]
    for title, groups in rounds:
        for group in groups:
            if postit.id in group.kept:
                name = group_name(group, t)
                yield name if len(rounds) == 1 else f"{title} · {name}"


def _comment(record: SessionRecord, comment: Comment) -> str:
    author = record.author(comment)
    return f"{comment.text} ({author})" if author else comment.text
