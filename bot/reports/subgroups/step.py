"""What each small group made, and kept of what it took over; nothing tells who was in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.i18n import Catalogue
from bot.reports.postits.step import line
from bot.reports.record import SessionRecord
from bot.reports.step import Brief, Part, Section, heading_among, took_place
from bot.reports.subgroups.naming import group_name
from bot.reports.writing import bullets, inline, inline_short, paragraphs
from bot.workshop.kinds import Subgroups
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import StepRun
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.step import Follows

_TASK = 200
_IDEA = 120
# Of each group the short summary tells so many post-its.
_TOLD = 5


class SubgroupsSection(Section):
    raw = "report.raw.postits"

    def leaves(self, record: SessionRecord) -> bool:
        steps = (step for step in record.steps if step.plan.kind == "subgroups")
        return any(record.postits_of(step.id) for step in steps)

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        body = self._told(record, step, t)
        if not body:
            return {}
        return {Part.GROUPS: paragraphs(heading_among(record, step, t), _task(step, t), *body)}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        """What groups brought back, what they kept first; of those that others went on from,
        these tell it."""
        if _goes_on(record, step):
            return None
        items = []
        for group in record.groups.get(step.id, ()):
            kept = _kept(record, group)
            ideas = [f"⭐ {inline_short(postit.text, _IDEA)}" for postit in kept]
            ideas += _ideas(
                postit for postit in _brought(record, step, group) if postit not in kept
            )
            if ideas:
                name = inline_short(group_name(group, t), _IDEA)
                items.append(t("report.groups.brief", name=name, ideas=_first(ideas, t)))
        if untold := _ideas(p for p in record.postits_of(step.id) if p.group is None):
            items.append(
                t("report.groups.brief", name=t("report.groups.others"), ideas=_first(untold, t))
            )
        if not items:
            return None
        asked = step.plan.prompt if isinstance(step.plan, Subgroups) else None
        lead = inline_short((asked or step.plan.title)[t.language], _TASK)
        return Brief(Part.GROUPS, f"**{lead}**", tuple(items))

    def _told(self, record: SessionRecord, step: StepRun, t: Catalogue) -> list[str]:
        written: list[str] = []
        untold = [postit for postit in record.postits_of(step.id) if postit.group is None]
        for group in record.groups.get(step.id, ()):
            made, kept = _made(record, step, group), _kept(record, group)
            if untold and not made and not kept:
                continue  # what is told of no group may be of this one
            name = inline(group_name(group, t))
            if joined := _joined(record, step, group, t):
                name = t("report.groups.joined", name=name, groups=joined)
            written.append(f"**{name}**")
            written.append(_lines(record, made, t))
            if kept:
                written += [t("report.groups.kept"), _lines(record, kept, t)]
            if not made and not kept:
                written.append(t("report.groups.nothing"))
        if untold:
            if record.groups.get(step.id):
                written.append(t("report.groups.untold"))
            written.append(_lines(record, untold, t))
        if gone := record.hidden.postits_of.get(step.id, 0):
            written.append(t.n("report.hidden.postits", gone))
        if step.left_out:
            written.append(t.n("report.postits.left_out", step.left_out))
        if not written and took_place(step):
            deleted = record.session.raw_deleted_at
            if deleted is not None:
                return [t("report.postits.deleted", day=t.day(deleted.date()))]
            return [t("report.groups.none")]
        return written


def _task(step: StepRun, t: Catalogue) -> str:
    assert isinstance(step.plan, Subgroups)
    asked = step.plan.prompt
    return t("report.groups.task", task=inline(asked[t.language])) if asked is not None else ""


def _made(record: SessionRecord, step: StepRun, group: Group) -> tuple[PostIt, ...]:
    return tuple(p for p in record.postits_of(step.id) if p.group == group.number)


def _kept(record: SessionRecord, group: Group) -> tuple[PostIt, ...]:
    return tuple(postit for postit in record.postits if postit.id in group.kept)


def _brought(record: SessionRecord, step: StepRun, group: Group) -> tuple[PostIt, ...]:
    """Return what a group brought back: what it made and kept; where it chose nothing, nothing is
    lost of what it took over."""
    before = _before(record, step)
    over = _kept(record, group)
    if not over and before is not None:
        former = {one.number: one for one in record.groups.get(before.id, ())}
        joined = [former[number] for number in group.merged if number in former]
        over = tuple(postit for one in joined for postit in _brought(record, before, one))
    return tuple(dict.fromkeys((*_made(record, step, group), *over)))


def _before(record: SessionRecord, step: StepRun) -> StepRun | None:
    """Return the step whose groups a step went on from."""
    if not isinstance(step.plan, Subgroups) or step.plan.follows is Follows.NEW:
        return None
    earlier = [one for one in record.steps if one.position < step.position]
    return next((one for one in reversed(earlier) if record.groups.get(one.id)), None)


def _ideas(found: Iterable[PostIt]) -> list[str]:
    return [inline_short(postit.text, _IDEA) for postit in found]


def _first(ideas: Sequence[str], t: Catalogue) -> str:
    """Return the first ideas, and how many more there are."""
    beyond = len(ideas) - _TOLD
    more = [t.n("report.groups.more", beyond)] if beyond > 0 else []
    return " · ".join([*ideas[:_TOLD], *more])


def _lines(record: SessionRecord, postits: Iterable[PostIt], t: Catalogue) -> str:
    """Return post-its in full, or, where they are sorted, in a line: they stand in their themes."""
    if record.sorting.themes:
        return bullets(
            f"**{p.number}.** {inline(p.text)}" if p.number is not None else inline(p.text)
            for p in postits
        )
    dots = record.dots_of_postits
    return bullets(line(record, postit, dots, t, grouped=False) for postit in postits)


def _joined(record: SessionRecord, step: StepRun, group: Group, t: Catalogue) -> str:
    """Return which groups one was made of, where several joined."""
    if not isinstance(step.plan, Subgroups) or step.plan.follows is not Follows.MERGE:
        return ""
    if len(group.merged) < 2:
        return ""
    return t.listed([str(number) for number in group.merged])


def _goes_on(record: SessionRecord, step: StepRun) -> bool:
    """Return whether the groups of a step went on in the next one."""
    following: Sequence[StepRun] = [s for s in record.steps if s.position > step.position]
    plan = following[0].plan if following else None
    if not isinstance(plan, Subgroups) or plan.follows is Follows.NEW:
        return False
    return bool(record.groups.get(following[0].id))
