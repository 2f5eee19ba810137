"""What is said of the rooms and threads of small groups: what is in the way, which rights lack."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.workshop.subgroups.places import Lacks, Trouble

# People who are named, at most.
_PEOPLE = 10


def trouble_lines(troubles: Sequence[Trouble], t: Catalogue) -> list[str]:
    """Return what whoever leads is told of what is in the way of groups, a line each."""
    return [f"⚠️ {_what(trouble, t)} {t(f'gathering.why.{trouble.why}')}" for trouble in troubles]


def _what(trouble: Trouble, t: Catalogue) -> str:
    if trouble.lacks is Lacks.BACK:
        return t("gathering.lacks.back")
    if trouble.lacks is Lacks.MOVED:
        named = [f"<@{person}>" for person in trouble.people[:_PEOPLE]]
        more = ["…"] if len(trouble.people) > _PEOPLE else []
        people = ", ".join([*named, *more])
        return t.n("gathering.lacks.moved", len(trouble.people), people=people)
    groups = t.listed([str(number) for number in trouble.numbers])
    return t.n(f"gathering.lacks.{trouble.lacks}", len(trouble.numbers), groups=groups)
