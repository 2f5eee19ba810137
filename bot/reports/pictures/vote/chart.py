"""What the pictures of a result share: the question, who voted, what came first, what is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import Lettering, lettered
from bot.reports.record import SessionRecord
from bot.reports.vote.method import method_name
from bot.reports.vote.since import changes
from bot.reports.vote.telling import Place, Telling, offered
from bot.reports.vote.verdict import mark, quorum, settlement, turnout, verdict
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import shorten

OPTIONS = 8

_QUESTION = 160
_NAMED = 60
_LABEL = 170
_TITLE = 70
_ALT_TEXT = 90


def telling_of(record: SessionRecord, step: StepRun, t: Catalogue) -> Telling:
    """Return the vote of a step, told with labels short enough for a sentence on a picture."""
    return Telling(record.votes[step.id], t, str, _NAMED)


def chart(
    record: SessionRecord,
    step: StepRun,
    telling: Telling,
    template: str,
    data: Mapping[str, object],
) -> list[Drawing]:
    """Return the picture of a result, with `data` of its own. Its description says what is drawn:
    the verdict, the turnout and the figures are in the text of the message."""
    t, vote, language = telling.t, telling.vote, record.session.language
    question = vote.plan.asked(language)
    after = " ".join(filter(None, (settlement(telling), changes(telling))))
    shared: dict[str, object] = {
        "lang": language.value,
        "kicker": method_name(vote.plan, t),
        "title": lettered(question, language, _QUESTION),
        "turnout": turnout(telling).rstrip("."),
        "quorum": quorum(telling),
        "decided": telling.decides,
        # Sentences of ours go from left to right, whatever script they quote first.
        "verdict": lettered(verdict(telling, listed=True), language) | {"rtl": False},
        "settlement": lettered(after, language) | {"rtl": False},
        "day": t(
            "picture.result.where",
            title=lettered(record.session.title, language, _TITLE)["text"],
            day=t.day(record.day),
        ),
    }
    return [
        Drawing(
            template,
            shared | dict(data),
            file_name(record, t, "result", step.position + 1),
            alt_text(
                t(f"picture.alt.{template}", question=shorten(question, _ALT_TEXT)),
                _cut(telling, data),
            ),
        )
    ]


def _cut(telling: Telling, data: Mapping[str, object]) -> str:
    """Return the sentence that says how many options are drawn, where not all of them are."""
    drawn, total = data.get("options"), len(offered(telling.outcome))
    if not isinstance(drawn, list) or len(drawn) >= total:
        return ""
    return telling.t("picture.alt.options", shown=len(drawn), total=total)


def entry(telling: Telling, place: Place) -> dict[str, object]:
    """Return an option as the templates take it, with its rank and what sets it apart."""
    taken = telling.outcome.taken if telling.decides else ()
    seated = telling.outcome.seated
    return {
        "rank": _rank(telling, place),
        "number": place.name,
        "text": label(telling, place.name, _LABEL),
        "mark": mark(telling, place.name, tied=place.tied),
        # Of several that are in, all are drawn as what comes first.
        **({"first": place.name in taken} if seated or telling.outcome.puts_each else {}),
    }


def _rank(telling: Telling, place: Place) -> int | None:
    """Return the rank that is drawn: none without the quorum, since nothing is then first, nor
    where a majority is asked of each option: none that reaches it comes before another."""
    return place.rank if telling.decides and not telling.outcome.puts_each else None


def label(telling: Telling, name: str, limit: int) -> Lettering:
    """Return an option as it is named, ready to be drawn."""
    return lettered(telling.label(name, limit), telling.t.language)


def others(telling: Telling, ranked: Sequence[Place], shown: int) -> list[str]:
    """Return the sentence that counts the options that are not drawn; a tie cut in two is said
    to be one."""
    left = len(ranked) - shown
    if left <= 0:
        return []
    level = telling.decides and ranked[shown - 1].rank == ranked[shown].rank
    key = "picture.result.others_tied" if level else "picture.result.others"
    return [telling.t.n(key, left)]
