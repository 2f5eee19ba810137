"""Grades given in forms: for each grade, the options that deserve it; few options by radio buttons.

A form holds five fields. Seven grades of 25 options are two forms, the better ones and the others;
an option that has a grade of one is not asked in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from discord import ui

from bot.interface.pressing.router import Fields, number
from bot.interface.showing.layout import (
    FIELD_LABEL,
    FIELDS,
    OPTION,
    PAGE,
    Block,
    Button,
    Field,
    choices_field,
    cut_label,
    goes_on,
    option,
    radio_field,
)
from bot.interface.words.vote.ballots import grade_label, listed
from bot.reports.vote.dates import city_of
from bot.workshop.text import escape, shorten
from bot.workshop.vote import ballot as rules
from bot.workshop.vote.ballot import Content, Grades
from bot.workshop.vote.filling import Graded, grade_ticked
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from cogs.vote.ballots.grades import missing_grade, still_to_grade
from cogs.vote.ballots.sheet import (
    NOTHING,
    Filled,
    Leaf,
    Marks,
    View,
    in_full,
    label_of,
    leaf,
    numbers_of,
    onward,
    ticked_in,
    turns_of,
)

# The part of a ballot that one form holds: the better grades, the others, or few options singly.
_FEW = 2


def draw(view: View) -> Marks:
    """Return the options of the page with their grades, and its forms."""
    kept, t = view.kept, view.t
    given = cast(Grades, kept.content)
    order = kept.as_read(kept.options)
    cut = leaf(order, view.page, PAGE, given)
    acts: list[Button] = []
    if len(kept.options) <= FIELDS:
        acts.append(view.form_button(t(view.word("grade_few")), cut.page, _FEW))
    else:
        acts += _halves(view, cut)
        left = kept.options.standing_beside(given)
        if given and left <= FIELDS and left:
            acts.append(view.form_button(t.n(view.word("grade_left"), left), cut.page, _FEW))
    status = still_to_grade(view)
    if view.plan.zone is not None and any(o.slot and not o.slot.all_day for o in kept.options):
        status += f"\n-# {t('dates.ballot.menus', city=city_of(view.plan.zone, t))}"
    if cut.last:
        status += "\n" + t("ballot.page_of", page=cut.page + 1, pages=cut.last + 1)
    told = in_full(view, cut.shown, lambda one: _held(view, one))
    blocks: list[Block] = [told, acts]
    turns = [*turns_of(view, cut, order, given, PAGE), view.other_way(t(view.word("singly")))]
    return Marks(status, blocks, turns)


def fields(view: View, part: int) -> Sequence[Field]:
    """Return the fields of one form, what no grade counts as being said beside the last one that
    has room; none where it has nothing to ask."""
    asked = _asked(view, part)
    for field in reversed(asked):
        if field.description is None:
            field.description = shorten(missing_grade(view), OPTION)
            break
    return asked


def _asked(view: View, part: int) -> list[ui.Label[Any]]:
    if part == _FEW:
        return [_radio(view, one) for one in _few(view)]
    asked = []
    t, offered = view.t, _offered(view, _leaf(view), part)
    for rank in _ranks(view, part):
        choices = [
            option(label_of(one, t), one.name, default=held == rank)
            for one, held in offered
            if one.stands or held == rank
        ]
        if choices:
            label = grade_label(view.plan, view.language, rank, view.t)
            asked.append(
                choices_field(str(rank), label, choices, placeholder=t(view.word("deserve")))
            )
    return asked


def read(view: View, part: int, filled: Fields) -> Filled:
    """Return the ballot once a form was sent, and the page to go on with."""
    kept, plan = view.kept, view.plan
    content: Content = kept.content
    if part == _FEW:
        for name, value in filled.items():
            if isinstance(value, str) and value:
                rank = None if value == NOTHING else number(value)
                args = (kept.options, number(name), rank)
                content = rules.grade(plan, view.language, content, *args)
        return Filled(content, view.page)
    cut = _leaf(view)
    ticked = {number(name): chosen for name, chosen in ticked_in(filled).items()}
    if not set(ticked) <= set(_ranks(view, part)):
        raise rules.NotMarked("ballot.unknown_grade")
    shown = [one.number for one, _ in _offered(view, cut, part, every=True)]
    graded = grade_ticked(plan, view.language, content, kept.options, shown, ticked)
    done = cast(Grades, graded.content)
    page = cut.page
    if all(one.name in done for one in cut.shown if one.stands):
        page = onward(kept.as_read(kept.options), done, page, PAGE)
    return Filled(graded.content, page, _told(view, graded))


def _held(view: View, one: Option) -> str:
    given = cast(Grades, view.kept.content).get(one.name)
    return f"**{escape(said(view, given))}**" if given else ""


def said(view: View, grade: str) -> str:
    """Return a grade in words, as it is shown on a ballot."""
    if view.plan.method is not Method.DATES:
        return grade
    rank = view.plan.grade_names(view.language).index(grade)
    return grade_label(view.plan, view.language, rank, view.t)


def ticked(view: View, part: int, filled: Fields) -> str:
    """Tell which options were given which grades, in a form that was refused."""
    given: dict[str, list[str]] = {}
    for name, value in filled.items():
        if part == _FEW and isinstance(value, str):
            given.setdefault(value, []).append(name)
        elif isinstance(value, list):
            given[name] = value
    names = view.plan.grade_names(view.language)
    told = {names[rank]: given.get(str(rank)) for rank in reversed(range(len(names)))}
    return " · ".join(
        f"**{escape(said(view, name))}** {numbers_of(view, options)}"
        for name, options in told.items()
        if options
    )


def _halves(view: View, cut: Leaf) -> list[Button]:
    """Return the buttons of the forms of a page, one that has nothing to ask being out of reach."""
    t, names = view.t, view.plan.grade_names(view.language)
    acts = []
    for part in (0, 1):
        ranks = _ranks(view, part)
        if not ranks:
            continue
        label = t("ballot.grades_from", best=names[ranks[0]], worst=names[ranks[-1]])
        if view.plan.method is Method.DATES:
            label = t(view.word("grade_few"))
        button = view.form_button(label, cut.page, part)
        button.disabled = not _offered(view, cut, part)
        acts.append(button)
    return acts


def _ranks(view: View, part: int) -> Sequence[int]:
    """Return the grades of a form, the best first."""
    ranks = list(reversed(range(len(view.plan.grade_names(view.language)))))
    half = len(ranks) if len(ranks) <= FIELDS else (len(ranks) + 1) // 2
    return ranks[:half] if part == 0 else ranks[half:]


def _leaf(view: View) -> Leaf:
    return leaf(view.kept.as_read(view.kept.options), view.page, PAGE, view.given)


def _offered(
    view: View, cut: Leaf, part: int, *, every: bool = False
) -> list[tuple[Option, int | None]]:
    """Return the options of a form, each with the rank of the grade that it has: those without
    one, or with one of this form. With `every`, those that left meanwhile too."""
    names = view.plan.grade_names(view.language)
    ranks = _ranks(view, part)
    given = cast(Grades, view.kept.content)
    found = []
    for one in cut.all if every else cut.shown:
        held = names.index(given[one.name]) if one.name in given else None
        if held is None or held in ranks:
            found.append((one, held))
    return found


def _few(view: View) -> Sequence[Option]:
    """Return the options of the form of few: all of them, or the first without a grade."""
    kept = view.kept
    if len(kept.options) <= FIELDS:
        return _leaf(view).shown
    graded = {int(name) for name in cast(Grades, kept.content)}
    left = [one for one in kept.options.standing if one.number not in graded]
    return kept.as_read(left)[:FIELDS]


def _radio(view: View, one: Option) -> ui.Label[Any]:
    names = view.plan.grade_names(view.language)
    has = cast(Grades, view.kept.content).get(one.name)
    choices = [
        option(
            grade_label(view.plan, view.language, rank, view.t),
            str(rank),
            default=names[rank] == has,
        )
        for rank in reversed(range(len(names)))
        if one.stands or names[rank] == has
    ]
    if has is not None:
        choices.append(option(view.t(view.word("no_grade")), NOTHING))
    label, rest = cut_label(label_of(one, view.t), FIELD_LABEL)
    return radio_field(one.name, label, choices, description=goes_on(rest), required=False)


def _told(view: View, graded: Graded) -> str:
    """Tell what a form left without a grade, and why."""
    t, by_name = view.t, view.kept.options.by_name
    told = []
    if graded.twice:
        named = listed([by_name[str(number)] for number in graded.twice], t)
        told.append("⚠️ " + t.n(view.word("graded_twice"), len(graded.twice), options=named))
    if graded.gone:
        named = listed([by_name[str(number)] for number in graded.gone], t)
        told.append("⚠️ " + t("ballot.gone_meanwhile", options=named))
    return "\n".join(told)
