"""What a ballot says, put back into words: for its voter, and for who records one for the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from bot.i18n import Catalogue
from bot.interface.showing.cards import shorten_lines
from bot.interface.words.vote.dates import line
from bot.reports.vote.dates import answer_name
from bot.services.vote.voting import Ballot
from bot.tally.base import Base
from bot.tally.rules import dates, yes_no
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.text import escape
from bot.workshop.vote.ballot import Dots, Grades, Ranks, Ticks, marked
from bot.workshop.vote.filling import whole
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option

# Labels are cut to the longest of these lengths with which everything fits; then to nothing.
_LENGTHS = (150, 80, 40, 20, 10, 0)
# Of options that a sentence names, how many, and how long.
_MOST_LISTED = 5
_LISTED = 40

# Worst to best, the diverging scale of ColorBrewer (RdYlBu) as emoji: the colours that some
# people confuse are neighbours, and the words stand beside them.
_SQUARES = "🟫🟥🟧🟨⬜🟦🟪"
_SPREAD = {3: "🟥🟨🟦", 4: "🟥🟧🟨🟦", 5: "🟥🟧🟨⬜🟦", 6: "🟫🟥🟧🟨⬜🟦"}

_ANSWERS = {dates.YES: "✅", dates.IF_NEED_BE: "🟡", dates.NO: "❌"}

CHOICES = (yes_no.YES, yes_no.NO, yes_no.ABSTAIN)
_SIGNS = {yes_no.YES: "👍", yes_no.NO: "👎", yes_no.ABSTAIN: "🤷"}


def grade_label(plan: Vote, language: Language, rank: int, t: Catalogue) -> str:
    """Return a grade, 0 for the worst: the word first, as it is read aloud, then its square. Grades
    are words of the room, in its `language`; an answer to a date is in that of its reader."""
    names = plan.grade_names(language)
    if plan.method is Method.DATES:
        return f"{answer_name(names[rank], t)} {_ANSWERS[names[rank]]}"
    return f"{names[rank]} {_SPREAD.get(len(names), _SQUARES)[rank]}"


def choice_label(choice: str, t: Catalogue) -> str:
    """Return what one can answer to a question: yes, no or abstain."""
    return f"{_SIGNS[choice]} {t(f'ballot.{choice}')}"


def restated(kept: Ballot, t: Catalogue, room: int) -> str:
    """Return what a ballot says, word for word, in `room` characters at most.

    Where there is much to say labels are cut; numbers, grades, scores and ranks never are.
    """
    if not marked(kept.content):
        return f"{t('ballot.blank')} {blank_weighs(kept.plan, t)}".rstrip()
    language = kept.session.language
    told = _TELLERS[_family(kept.plan.ballot)]
    said = {name: kept.options.by_name.get(name) for name in marked(kept.content)}
    left_out = _left_out(kept, t)
    more = f"\n-# {left_out}" if left_out else ""
    for length in _LENGTHS:
        names = {name: _named(option, length, t) for name, option in said.items() if option}
        text = "\n".join(told(kept, names, language, t)) + more
        if len(text) <= room:
            return text
    return shorten_lines(text, room)


def blank_weighs(plan: Vote, t: Catalogue) -> str:
    """Return what a ballot that marks nothing weighs, where one could believe the contrary."""
    if plan.method is Method.RESISTANCE:
        return t("resistance.ballot.blank")
    if plan.threshold is not None and plan.base is not Base.CAST:
        return t("majority.blank")
    return ""


def _left_out(kept: Ballot, t: Catalogue) -> str:
    """Tell how many options were not graded or scored throughout, and what they count as."""
    plan, language, content = kept.plan, kept.session.language, kept.content
    if plan.method is Method.MAJORITY_JUDGMENT:
        left = kept.options.standing_beside(marked(content))
        worst = escape(plan.grade_names(language)[0])
        return t.n(f"ballot.ungraded.{plan.missing}", left, worst=worst) if left else ""
    if plan.method is Method.DATES:
        left = kept.options.standing_beside(marked(content))
        return t.n("dates.ballot.unanswered", left) if left else ""
    if plan.method is Method.RESISTANCE:
        left = kept.options.standing_beside(marked(content))
        return t.n("resistance.ballot.left_blank", left) if left else ""
    if plan.ballot is Method.SCORE:
        left = kept.options.standing_beside(whole(plan, language, content))
        counts_as = t(f"vote.score_missing.{plan.missing}", low=plan.scale[0])
        key = "ballot.unscored" if plan.criteria else "ballot.scoreless"
        return f"{t.n(key, left)} {counts_as}" if left else ""
    return ""


def _family(method: Method) -> Method:
    return Method.IRV if method.is_ranked else method


def _named(option: Option, length: int, t: Catalogue) -> str:
    label = line(option, t, length) if length else ""
    return f"`{option.number}` {label}".rstrip()


Teller = Callable[[Ballot, Mapping[str, str], Language, Catalogue], Sequence[str]]


def scores_of(kept: Ballot, name: str) -> str:
    """Return the scores that an option has, in words; empty when it has none."""
    given = cast("dict[str, int | dict[str, int]]", kept.content).get(name)
    if given is None:
        return ""
    if isinstance(given, int):
        return f"**{given}**"
    return " · ".join(f"{escape(criterion)} **{n}**" for criterion, n in given.items())


def listed(options: Sequence[Option], t: Catalogue) -> str:
    """Return the first of some options with their numbers, the others counted."""
    told = [_named(option, _LISTED, t) for option in options[:_MOST_LISTED]]
    if len(options) > _MOST_LISTED:
        told.append(t.n("result.and_others", len(options) - _MOST_LISTED))
    return ", ".join(told)


def _dots(kept: Ballot, names: Mapping[str, str], _: Language, t: Catalogue) -> list[str]:
    given = cast(Dots, kept.content)
    return [f"**{t.n('ballot.dots', n)}** · {names[o]}" for o, n in given.items()]


def _ticks(kept: Ballot, names: Mapping[str, str], _: Language, _t: Catalogue) -> list[str]:
    return [f"☑️ {names[o]}" for o in cast(Ticks, kept.content)]


def _scores(kept: Ballot, names: Mapping[str, str], _: Language, _t: Catalogue) -> list[str]:
    return [
        f"{names[o]} — {scores_of(kept, o)}"
        if isinstance(given, dict)
        else f"{scores_of(kept, o)} · {names[o]}"
        for o, given in cast("dict[str, int | dict[str, int]]", kept.content).items()
    ]


def _resistances(kept: Ballot, names: Mapping[str, str], _: Language, t: Catalogue) -> list[str]:
    given = cast(Dots, kept.content)
    return [
        f"{names[o]} — {t('resistance.ballot.given', points=f'**{n}**')}" for o, n in given.items()
    ]


def _grades(kept: Ballot, names: Mapping[str, str], language: Language, t: Catalogue) -> list[str]:
    given = cast(Grades, kept.content)
    grades = kept.plan.grade_names(language)
    lines = []
    for rank in reversed(range(len(grades))):
        graded = [names[o] for o, grade in given.items() if grade == grades[rank]]
        if graded:
            lines += [f"**{escape(grade_label(kept.plan, language, rank, t))}**", *graded]
    return lines


def _ranks(kept: Ballot, names: Mapping[str, str], _: Language, _t: Catalogue) -> list[str]:
    groups = cast(Ranks, kept.content)
    return [
        f"**{rank}.** {' = '.join(names[o] for o in group)}"
        for rank, group in enumerate(groups, start=1)
    ]


def _question(kept: Ballot, _: Mapping[str, str], _l: Language, t: Catalogue) -> list[str]:
    return [f"**{choice_label(str(kept.content), t)}**"]


_TELLERS: dict[Method, Teller] = {
    Method.DOTS: _dots,
    Method.APPROVAL: _ticks,
    Method.SCORE: _scores,
    Method.RESISTANCE: _resistances,
    Method.MAJORITY_JUDGMENT: _grades,
    Method.DATES: _grades,
    Method.IRV: _ranks,
    Method.YES_NO: _question,
}
