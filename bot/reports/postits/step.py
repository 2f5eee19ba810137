"""Every post-it, word for word: by dimension, then in the order of the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.review.marking import mark
from bot.reports.step import Part, Section, heading_among, last_of_kind, took_place
from bot.reports.subgroups.naming import group_name
from bot.reports.writing import bullets, inline, inline_short, paragraphs
from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.ballot import DETAIL_FROM
from bot.workshop.wall.reaction import Reaction
from bot.workshop.wall.wall import in_lanes

# From so many ❓ a post-it is one that the room did not clear up; so many are named at most.
_ASKED = 2
_MOST_ASKED = 5
_TEXT = 120


class CollectSection(Section):
    raw = "report.raw.postits"

    def leaves(self, record: SessionRecord) -> bool:
        return bool(record.postits)

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        parts: dict[Part, str] = {}
        if body := self._postits(record, step, t):
            parts[Part.POSTITS] = paragraphs(
                heading_among(record, step, t), _question(record, step, t), body
            )
        if last_of_kind(record, step):
            comments = record.hidden.comments
            parts[Part.ABOUT] = paragraphs(
                _signing(record, t), t.n("report.hidden.comments", comments) if comments else ""
            )
        return parts

    def stayed_open(self, record: SessionRecord, step: StepRun, t: Catalogue) -> tuple[str, ...]:
        """The post-its on which at least two people pressed ❓ (three where nothing tells who
        wrote), those with the most first: the room did not clear them up."""
        least = DETAIL_FROM if record.session.masked else _ASKED
        asked = [
            (record.echo(postit).count(Reaction.ASK), postit)
            for postit in record.postits_of(step.id)
            if postit.number is not None
        ]
        asked.sort(key=lambda found: (-found[0], found[1].number))
        return tuple(
            t("report.open.asked", number=p.number, text=inline_short(p.text, _TEXT), people=people)
            for people, p in asked[:_MOST_ASKED]
            if people >= least
        )

    def _postits(self, record: SessionRecord, step: StepRun, t: Catalogue) -> str:
        lost = t.n("report.postits.left_out", step.left_out) if step.left_out else ""
        return paragraphs(self._kept(record, step, t), lost)

    def _kept(self, record: SessionRecord, step: StepRun, t: Catalogue) -> str:
        postits = record.postits_of(step.id)
        gone = record.hidden.postits_of.get(step.id, 0)
        hidden_since = t.n("report.hidden.postits", gone) if gone else ""
        if postits:
            dots = record.dots_of_postits
            shown = [p for p in postits if p.number is not None]
            hidden = [p for p in postits if p.number is None]
            return paragraphs(
                t.n("report.postits.count", len(postits)),
                # Sorted, they are listed by theme: `group` does it.
                "" if record.sorting.themes else _lanes(record, shown, dots, t),
                paragraphs(t("report.postits.hidden"), _lanes(record, hidden, dots, t))
                if hidden
                else "",
                hidden_since,
            )
        if hidden_since:
            return hidden_since
        if not took_place(step):
            return ""
        deleted = record.session.raw_deleted_at
        if deleted is not None:
            return t("report.postits.deleted", day=t.day(deleted.date()))
        return t("report.postits.none")


def _question(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    assert isinstance(step.plan, Collect)
    scenario = record.session.scenario
    if step.plan.prompt is not None:
        question = step.plan.prompt[t.language]
    elif scenario is not None:
        question = scenario.question
    else:
        return ""
    return t("report.postits.question", question=inline(question))


def _lanes(
    record: SessionRecord, postits: Sequence[PostIt], dots: Mapping[int, int], t: Catalogue
) -> str:
    """Return the post-its under their columns, or their dimensions, in their own order."""
    lanes: dict[str | None, list[PostIt]] = {}
    for postit in in_lanes(sorted(postits, key=lambda p: p.number or 0), record.session):
        lanes.setdefault(postit.lane, []).append(postit)
    named = set(lanes) != {None}
    columns = any(postit.column is not None for postit in postits)
    nowhere = t("report.postits.no_column" if columns else "report.postits.no_dimension")
    written = []
    for name, lane in lanes.items():
        label = inline(name) if name is not None else nowhere
        written.append(f"**{label}**" if named else "")
        written.append(bullets(line(record, postit, dots, t) for postit in lane))
    return paragraphs(*written)


def line(
    record: SessionRecord,
    postit: PostIt,
    dots: Mapping[int, int],
    t: Catalogue,
    placed: bool = False,
    grouped: bool = True,
) -> str:
    """Return a post-it with what it tells of, its year, its author and its dots.

    `placed` names the lane too, where no heading does; `grouped` the small group that wrote it.
    """
    details = [t(f"kind.{postit.kind}")] if postit.kind is not None else []
    if placed and postit.lane is not None:
        details.append(inline(postit.lane))
    if postit.column is not None and postit.dimension is not None:
        details.append(inline(postit.dimension))
    if postit.year is not None:
        details.append(str(postit.year))
    if grouped and (group := record.group_of(postit)) is not None:
        details.append(inline(group_name(group, t)))
    author = record.author(postit)
    if author:
        details.append(inline(author))
    if postit.late:
        details.append(t("report.late"))
    if dots.get(postit.id):
        details.append(t.n("report.dots", dots[postit.id]))
    if old := record.dots_of_old_words.get(postit.id):
        details.append(t.n("report.dots_before", old[1], text=inline(old[0])))
    number = f"**{postit.number}.** " if postit.number is not None else ""
    after = f" — *{', '.join(details)}*" if details else ""
    files = "".join(f" 📎 {inline(name)}" for name in postit.files)
    mended = mark(record, postit)
    return f"{number}{inline(postit.text)}{mended}{files}{after}{echoed(record, postit)}"


def echoed(record: SessionRecord, postit: PostIt) -> str:
    """Return what follows a post-it in a list: its reactions, and its comments below it."""
    echo = record.echo(postit)
    written = [f" · {echo.reactions}" if echo.reactions else ""]
    for comment in echo.comments:
        author = record.author(comment)
        name = f" — *{inline(author)}*" if author else ""
        written.append(f"\n  - 💬 {inline(comment.text)}{name}")
    return "".join(written)


def _signing(record: SessionRecord, t: Catalogue) -> str:
    if not record.session.masked:
        return t("report.postits.signed") if record.postits else ""
    ended = record.session.ended_at is not None
    return t("report.postits.masked" if ended else "report.postits.masked_live")
