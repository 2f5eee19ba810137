"""Scores typed in forms, five options at a time: all the scores of an option in one field."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.pressing.router import Fields, number
from bot.interface.showing.layout import FIELDS, OPTION, Block, Field, text_field
from bot.interface.words.vote.ballots import listed, scores_of
from bot.workshop.text import shorten
from bot.workshop.vote.ballot import Content, NotMarked, marked
from bot.workshop.vote.filling import MistypedError, read_scores, score_option
from bot.workshop.vote.methods import Method
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
        label = t.n(view.word("score_these"), len(cut.shown))
        blocks.append([view.form_button(label, cut.page)])
    status = still_to_score(view)
    if cut.last:
        status += "\n" + t("ballot.page_of", page=cut.page + 1, pages=cut.last + 1)
    turns = turns_of(view, cut, kept.as_read(kept.options), whole(view), FIELDS)
    return Marks(status, blocks, [*turns, view.other_way(t("ballot.singly"))])


def fields(view: View, _: int) -> Sequence[Field]:
    """Return a field for each option of the page, with the scores that it has."""
    asked, example = _asked(view), _example(view)
    return [
        text_field(
            one.name,
            label_of(one, view.t),
            description=asked,
            required=False,
            limit=_TYPED,
            default=_written(view, one.name) or None,
            placeholder=example,
        )
        for one in _leaf(view).shown
    ]


def read(view: View, _: int, filled: Fields) -> Filled:
    """Return the ballot once scores were typed, and the page to go on with.

    Nothing is taken where one option is not scored as asked: it is named, with what is wrong.
    """
    kept, plan, t = view.kept, view.plan, view.t
    criteria = max(1, len(plan.criterion_names(view.language)))
    content: Content = kept.content
    wrong = []
    for name, value in filled.items():
        one = kept.options.by_name.get(str(number(name)))
        if one is None or not isinstance(value, str):
            raise NotMarked("ballot.unknown_option")
        try:
            given = read_scores(value, plan, criteria)
        except MistypedError as error:
            wrong.append(f"{listed([one], t)} — {_wrong(error, t)}")
            continue
        if value.strip() != _written(view, one.name):
            content = score_option(plan, view.language, content, kept.options, one.number, given)
    if wrong:
        asked = _asked(view, OPTION * 2)
        raise NotMarked(view.word("scores_unread"), asked=asked, wrong="\n".join(wrong))
    after = view.holding(content)
    order = kept.as_read(kept.options)
    return Filled(content, onward(order, whole(after), _leaf(view).page, FIELDS))


def _leaf(view: View) -> Leaf:
    kept = view.kept
    return leaf(kept.as_read(kept.options), view.page, FIELDS, marked(kept.content))


def _asked(view: View, room: int = OPTION) -> str:
    """Tell what is typed for an option: the range, the criteria in their order where there are
    several, and what none counts as."""
    t, plan = view.t, view.plan
    criteria = plan.criterion_names(view.language)
    low, high = plan.scale
    if plan.method is Method.RESISTANCE:
        return t("resistance.ballot.type")
    if not criteria:
        blank = t(f"vote.score_missing.{plan.missing}", low=low)
        return t("ballot.type_score", low=low, high=high, blank=blank)
    blank = t(f"ballot.blank_score.{plan.missing}", low=low)

    def said(names: Sequence[str]) -> str:
        named = ", ".join(names)
        return t("ballot.type_scores", low=low, high=high, criteria=named, blank=blank)

    # What a dash counts as comes last: names are cut before it is.
    for limit in (room, 30, 20, 15, 10, 6):
        told = said([shorten(name, limit) for name in criteria])
        if len(told) <= room:
            return told
    return shorten(told, room)


def _example(view: View) -> str:
    """Return scores as they may be typed: as many as are asked, on the scale."""
    t, (low, high) = view.t, view.plan.scale
    if view.plan.method is Method.RESISTANCE:
        return t("ballot.score_example", example="3")
    criteria = len(view.plan.criterion_names(view.language))
    example = " ".join(str(high - rank % (high - low + 1)) for rank in range(max(1, criteria)))
    return t("ballot.scores_example" if criteria > 1 else "ballot.score_example", example=example)


def _wrong(error: MistypedError, t: Catalogue) -> str:
    key, params = f"ballot.score_wrong.{error.why}", error.params
    return t.n(key, error.n, **params) if error.n is not None else t(key, **params)


def _written(view: View, name: str) -> str:
    """Return the scores of an option as they are typed; empty when it has none."""
    criteria = view.plan.criterion_names(view.language) or (None,)
    given = [held(view, name, criterion) for criterion in criteria]
    if all(points is None for points in given):
        return ""
    return " ".join(_NONE if points is None else str(points) for points in given)
