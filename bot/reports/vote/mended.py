"""What was changed of a vote while people voted, in words: on its card, and in reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.i18n import Catalogue
from bot.reports.vote.telling import Telling
from bot.workshop.text import shorten
from bot.workshop.vote.mending import Mend, Mended
from bot.workshop.vote.methods import Method
from bot.workshop.vote.step import Vote

# Of the words of an option or of a question, in a sentence.
WORDS = 120
_TOLD = 6


def told(mended: Mended, t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what was changed, from what to what, in a sentence; `write` makes words ready to be
    shown."""

    def quoted(words: str | None) -> str:
        if not words:
            return t("mend.words_gone")
        return t("result.named", option=write(shorten(words, WORDS)))

    kind, before, after = mended.kind, mended.before, mended.after
    if kind in (Mend.ADDED, Mend.CORRECTED, Mend.TAKEN_OUT, Mend.ASKED):
        return t(f"mend.did.{kind}", before=quoted(before), after=quoted(after))
    if kind is Mend.END:
        return _end(before, after, t)
    if kind is Mend.CLOSES:
        return t("mend.did.closes", after=t(f"vote.closes.{after}"))
    if kind is Mend.QUORUM and after is None:
        return t("mend.did.quorum_none", before=before)
    if after is None:
        return t(f"mend.did.{kind}_unknown")
    if before is None:
        return t(f"mend.did.{kind}_first", after=after)
    return t(f"mend.did.{kind}", before=before, after=after)


def _end(before: str | None, after: str | None, t: Catalogue) -> str:
    if before is None or after is None:
        return t("mend.did.end_first")
    moved = datetime.fromisoformat(after) - datetime.fromisoformat(before)
    minutes = moved.total_seconds() / 60
    key = "mend.did.end_later" if minutes >= 0 else "mend.did.end_sooner"
    return t(key, minutes=t.minutes(max(1, round(abs(minutes)))))


def history(telling: Telling) -> list[str]:
    """Return what was changed of a vote once ballots had been cast, a line for each; nothing of who
    had cast them. A message tells the first of them and how many others there are."""
    t = telling.t
    made = [one for one in telling.vote.mended if one.ballots]
    most = len(made) if telling.stamp is None else _TOLD
    lines = []
    for rank, one in enumerate(made[:most]):
        what, following = told(one, t, telling.write), made[rank + 1 : rank + 2]
        # Of changes in a row, the last says how many ballots there were before them.
        told_next = rank + 1 < most and any(two.ballots == one.ballots for two in following)
        lines.append(what if told_next else t.n("mend.history", one.ballots, what=what))
    if len(made) > most:
        lines.append(t.n("mend.history_more", len(made) - most))
    return lines


def unchanged(plan: Vote, kind: Mend, t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what a ballot that nobody touches says after a change of that kind."""
    if kind is Mend.ADDED:
        return _without(plan, t, write)
    if kind is Mend.TAKEN_OUT:
        back = t("mend.ballots.dots_back") if plan.method is Method.DOTS else ""
        return " ".join(filter(None, (t("mend.ballots.taken_out"), back)))
    if kind in (Mend.CORRECTED, Mend.ASKED):
        return t(f"mend.ballots.{kind}")
    return t("mend.ballots.kept")


def _without(plan: Vote, t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what saying nothing of an option comes to, in the words of the method."""
    method = plan.method
    if method is Method.DOTS:
        return t("mend.added.dots")
    if method is Method.APPROVAL:
        return t("mend.added.approval")
    if method is Method.SCORE:
        missing = t(f"vote.score_missing.{plan.missing}", low=plan.scale[0])
        return f"{t('mend.added.score')} {missing}"
    if method is Method.RESISTANCE:
        return t("mend.added.resistance")
    if method is Method.MAJORITY_JUDGMENT:
        worst = write(plan.grade_names(t.language)[0])
        return f"{t('mend.added.grades')} {t(f'vote.grade_missing.{plan.missing}', worst=worst)}"
    return t("mend.added.ranked" if method.ties_ranks else "mend.added.other")


def asking(made: Sequence[Mended], t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what was changed since someone voted, for them to look at their ballot again."""
    return " ".join(told(one, t, write) for one in made[-_TOLD:])
