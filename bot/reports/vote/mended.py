"""What was changed of a vote while people voted, in words: on its card, and in reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction

from bot.i18n import Catalogue
from bot.reports.vote.budget.money import money
from bot.reports.vote.dates import spelled
from bot.reports.vote.telling import Telling
from bot.workshop.text import shorten
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.mending.change import Mend, Mended, Thing, thing_of
from bot.workshop.vote.mending.lines import forgets, read_priced, read_timed
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from bot.workshop.vote.step import Vote

# Of the words of an option or of a question, in a sentence.
WORDS = 120
_TOLD = 6


Stamp = Callable[[Slot], str | None]


def told(
    mended: Mended, plan: Vote, t: Catalogue, write: Callable[[str], str], stamp: Stamp | None
) -> str:
    """Return what was changed of a vote, from what to what, in a sentence; `write` makes words
    ready to be shown, and `stamp` has each reader see a date in their own time, where it can."""
    kind, before, after = mended.kind, mended.before, mended.after
    if kind.of_option or kind is Mend.ASKED:
        thing = thing_of(plan) if kind.of_option else Thing.OPTION
        was, now = (_named(said, thing, plan, t, write, stamp) for said in (before, after))
        if thing is Thing.OPTION:
            return t(f"mend.did.{kind}", before=was, after=now)
        return t(f"mend.did.{kind}.{thing}", before=was, after=now)
    if kind is Mend.END:
        return _end(before, after, t)
    if kind is Mend.CLOSES:
        return t("mend.did.closes", after=t(f"vote.closes.{after}"))
    if kind is Mend.QUORUM and after is None:
        return t("mend.did.quorum_none", before=before)
    if kind is Mend.MONEY:
        sums = {"before": _sum(before, plan, t), "after": _sum(after, plan, t)}
        return t("mend.did.money", **sums)
    if after is None:
        return t(f"mend.did.{kind}_unknown")
    if before is None:
        return t(f"mend.did.{kind}_first", after=after)
    return t(f"mend.did.{kind}", before=before, after=after)


def _named(
    said: str | None,
    thing: Thing,
    plan: Vote,
    t: Catalogue,
    write: Callable[[str], str],
    stamp: Stamp | None,
) -> str:
    """Return an option, or a question, of the history of a vote as a sentence names it."""
    if not said:
        return t("mend.words_gone")
    slot = read_timed(said, plan.zone) if thing is Thing.DATE else None
    if slot is not None and plan.zone is not None:
        shown = stamp(slot) if stamp is not None else None
        return shown or write(spelled(slot, plan.zone, t))
    words = shorten(said, WORDS)
    priced = read_priced(said) if thing is Thing.PROJECT else None
    if priced is not None:
        name, cost = priced
        amount = money(Fraction(cost.hundredths, 100), plan.currency, t)
        words = f"{shorten(name, WORDS)} — {amount}"
    return t("result.named", option=write(words))


def _sum(said: str | None, plan: Vote, t: Catalogue) -> str:
    """Return a sum of the history of a vote, in its currency."""
    whole = said is not None and said.isdecimal()
    return money(int(said or 0), plan.currency, t) if whole else t("mend.another_sum")


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
    t, stamp = telling.t, _stamp(telling)
    made = [one for one in telling.vote.mended if one.ballots]
    most = len(made) if telling.stamp is None else _TOLD
    lines = []
    for rank, one in enumerate(made[:most]):
        what = told(one, telling.vote.plan, t, telling.write, stamp)
        following = made[rank + 1 : rank + 2]
        # Of changes in a row, the last says how many ballots there were before them.
        told_next = rank + 1 < most and any(two.ballots == one.ballots for two in following)
        lines.append(what if told_next else t.n("mend.history", one.ballots, what=what))
    if len(made) > most:
        lines.append(t.n("mend.history_more", len(made) - most))
    return lines


def _stamp(telling: Telling) -> Stamp | None:
    """Return what shows a date where it is told: to each reader in their own time, in a message."""
    of_option, t = telling.stamp, telling.t
    if of_option is None:
        return None
    return lambda slot: of_option(Option(0, "", slot=slot), t)


def unchanged(plan: Vote, mended: Mended, t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what a ballot that nobody touches says after a change."""
    kind, thing = mended.kind, thing_of(plan)
    if kind is Mend.ADDED:
        return _without(plan, t, write)
    if kind is Mend.TAKEN_OUT:
        if thing is not Thing.OPTION:
            return t(f"mend.ballots.taken_out.{thing}")
        back = t("mend.ballots.dots_back") if plan.method is Method.DOTS else ""
        return " ".join(filter(None, (t("mend.ballots.taken_out"), back)))
    if kind is Mend.CORRECTED and thing is Thing.DATE:
        return t("mend.ballots.date_other" if forgets(plan, mended) else "mend.ballots.date_within")
    if kind is Mend.CORRECTED and thing is Thing.PROJECT:
        return t("mend.ballots.cost" if _costs_else(mended) else "mend.ballots.corrected")
    if kind in (Mend.CORRECTED, Mend.ASKED, Mend.MONEY):
        return t(f"mend.ballots.{kind}")
    return t("mend.ballots.kept")


def _costs_else(mended: Mended) -> bool:
    before, after = read_priced(mended.before), read_priced(mended.after)
    return before is None or after is None or before[1] != after[1]


def _without(plan: Vote, t: Catalogue, write: Callable[[str], str]) -> str:
    """Return what saying nothing of an option comes to, in the words of the method."""
    method = plan.method
    if method is Method.DOTS:
        return t("mend.added.dots")
    if method is Method.DATES:
        return t("mend.added.date")
    if method is Method.SHARED_BUDGET:
        return t("mend.added.project")
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


def asking(
    made: Sequence[Mended],
    plan: Vote,
    t: Catalogue,
    write: Callable[[str], str],
    stamp: Stamp | None,
    room: int,
) -> str:
    """Return what was changed since someone voted, for them to look at their ballot again: a line
    each, the latest that fit in `room` characters. What took something off ballots says so, and so
    does the last: it is what they are asked to look at."""
    lines = [f"{told(made[-1], plan, t, write, stamp)} {unchanged(plan, made[-1], t, write)}"]
    for one in reversed(made[:-1]):
        line = told(one, plan, t, write, stamp)
        if _goes(plan, one):
            line += f" {unchanged(plan, one, t, write)}"
        if sum(map(len, lines)) + len(line) > room:
            return "\n".join(["…", *reversed(lines)])
        lines.append(line)
    return "\n".join(reversed(lines))


def _goes(plan: Vote, mended: Mended) -> bool:
    """Tell whether a change took something off ballots that nobody touched."""
    return mended.kind is Mend.TAKEN_OUT or forgets(plan, mended)
