"""Scores typed in forms, five options at a time: all the scores of an option in one field."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Fields, number
from bot.interface.showing.layout import FIELDS, OPTION, Block, Field, text_field
from bot.interface.words.vote.ballots import listed, scores_of
from bot.workshop.text import shorten
from bot.workshop.vote.ballot import Content, NotMarked, marked
from bot.workshop.vote.filling import MistypedError, read_scores, score_option
from cogs.vote.ballots.grades import held, still_to_score, whole
from cogs.vote.ballots.sheet import (
    Filled,
    Leaf,
    Marks,
    View,
    in_full,
    label_of,
    leaf,
    onward,
    turns_of,
)

_TYPED = 40
_NONE = "–"


def draw(view: View) -> Marks:
    """Return the options of a page in full, with their scores, and the form to type them in."""
    kept, t = view.kept, view.t
    cut = _leaf(view)
    told = in_full(view, cut.shown, lambda one: scores_of(kept, one.name))
    blocks: list[Block] = [told]
    if cut.shown:
        label = t.n("ballot.score_these", len(cut.shown))
        blocks.append([view.form_button(label, cut.page)])
    status = still_to_score(view)
    if cut.last:
        status += "\n" + t("ballot.page_of", page=cut.page + 1, pages=cut.last + 1)
    turns = turns_of(view, cut, kept.as_read(kept.options), whole(view), FIELDS)
    return Marks(status, blocks, [*turns, view.other_way(t("ballot.singly"))])


def fields(view: View, _: int) -> Sequence[Field]:
    """Return a field for each option of the page, with the scores that it has."""
    asked = _asked(view)
    return [
        text_field(
            one.name,
            label_of(one, view.t),
            description=asked,
            required=False,
            limit=_TYPED,
            default=_written(view, one.name) or None,
        )
        for one in _leaf(view).shown
    ]


def read(view: View, _: int, filled: Fields) -> Filled:
    """Return the ballot once scores were typed, and the page to go on with.

    Nothing is taken where one option is not scored as asked: it is named.
    """
    kept, plan, t = view.kept, view.plan, view.t
    criteria = max(1, len(plan.criterion_names(view.language)))
    content: Content = kept.content
    unread = []
    for name, value in filled.items():
        one = kept.options.by_name.get(str(number(name)))
        if one is None or not isinstance(value, str):
            raise NotMarked("ballot.unknown_option")
        try:
            given = read_scores(value, plan, criteria)
        except MistypedError:
            unread.append(one)
            continue
        if value.strip() != _written(view, one.name):
            content = score_option(plan, view.language, content, kept.options, one.number, given)
    if unread:
        raise NotMarked(
            "ballot.scores_unread", asked=_asked(view, OPTION * 2), options=listed(unread, t)
        )
    after = view.holding(content)
    order = kept.as_read(kept.options)
    return Filled(content, onward(order, whole(after), _leaf(view).page, FIELDS))


def _leaf(view: View) -> Leaf:
    kept = view.kept
    return leaf(kept.as_read(kept.options), view.page, FIELDS, marked(kept.content))


def _asked(view: View, room: int = OPTION) -> str:
    """Tell what is typed for an option: the range and, where there are several, the criteria in
    their order."""
    t, criteria = view.t, view.plan.criterion_names(view.language)
    low, high = view.plan.scale
    if not criteria:
        return t("ballot.type_score", low=low, high=high)
    said = t("ballot.type_scores", low=low, high=high, criteria=", ".join(criteria))
    if len(said) <= room:
        return said
    each = (room - len(said)) // len(criteria) + min(map(len, criteria))
    cut = ", ".join(shorten(name, max(each, 6)) for name in criteria)
    return shorten(t("ballot.type_scores", low=low, high=high, criteria=cut), room)


def _written(view: View, name: str) -> str:
    """Return the scores of an option as they are typed; empty when it has none."""
    criteria = view.plan.criterion_names(view.language) or (None,)
    given = [held(view, name, criterion) for criterion in criteria]
    if all(points is None for points in given):
        return ""
    return " ".join(_NONE if points is None else str(points) for points in given)
