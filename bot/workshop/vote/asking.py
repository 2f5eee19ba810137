"""A vote asked for in a command: what was written, made into a plan or refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.alike import twins
from bot.workshop.consent.step import PROPOSAL_LIMIT, tidy
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Consent, Kinds, Vote
from bot.workshop.language import Bilingual
from bot.workshop.text import escape, one_line, shorten
from bot.workshop.vote.budget import suggested
from bot.workshop.vote.dates.slot import Slot
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import Ballots, ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.step import MOST_OPTIONS, OPTION_LIMIT, WORD_LIMIT, Word, Wording, heading

QUESTION_LIMIT = 500
MOST_VOTERS = 100_000
TITLE_LIMIT = 60
CONSENT = "consent"  # not a way to count: a step of its own, by its name in recipes
MOST_WORDS = {"grades": 7, "criteria": 5}
LEAST_WORDS = {"grades": 3, "criteria": 1}

_NAMED = 80  # characters of what a refusal names
_SEPARATOR = re.compile(r"[;\n]")
_SCALE = re.compile(r"\s*(-?[0-9]{1,3})\s*(?:-|–|—|à|to|\.\.|…|/)\s*(-?[0-9]{1,3})\s*")
_SHARE = re.compile(r"\s*([1-9][0-9]{0,3})\s*/\s*([1-9][0-9]{0,3})\s*")
_PERCENT = re.compile(r"\s*([1-9][0-9]{0,2})\s*%\s*")
_NUMBER = re.compile(r"\s*([1-9][0-9]{0,5})\s*")

# Which settings only some methods read.
_OWN: dict[str, tuple[str, ...]] = {
    "dots": (Method.DOTS,),
    "cap": (Method.DOTS,),
    "choices": (Method.APPROVAL,),
    "grades": (Method.MAJORITY_JUDGMENT,),
    "scale": (Method.SCORE,),
    "criteria": (Method.SCORE,),
    "missing": (Method.SCORE, Method.MAJORITY_JUDGMENT),
    "majority": (Method.YES_NO, Method.APPROVAL),
    "base": (Method.YES_NO, Method.APPROVAL),
    "seats": tuple(method for method in Method if method.seats),
    "passive": (Method.RESISTANCE,),
}
# A proposal that is consented to has none of these.
_OF_VOTES = (
    "options",
    "about",
    "signed",
    "sealed",
    "close",
    "quorum",
    "role",
    "voice",
    "tie",
    "seats",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of ``/vote open``, by their names there; None for those left out.

    Lists are texts whose parts are separated by semicolons or lines. `role` and `voice` are
    identifiers; `role_size` is how many have the role, where Discord tells. `majority` is the
    threshold of an approval; with a voice channel `voters` are all members, of whom it is taken.
    `passive` says what happens where nothing is decided, in other words than the usual ones.
    `dates` are what was read of them (`bot.workshop.vote.dates.reading`), in a time `zone`.
    """

    question: str
    method: str  # a Method, or CONSENT
    options: str | None = None
    about: VoteOn | None = None
    signed: bool | None = None
    sealed: bool | None = None
    minutes: float = 5
    close: ClosesWhen | None = None
    quorum: str | None = None
    voters: int | None = None
    role: int | None = None
    role_size: int | None = None
    voice: int | None = None
    tie: SecondRule | None = None
    dots: int | None = None
    cap: int | None = None
    choices: int | None = None
    grades: str | None = None
    scale: str | None = None
    criteria: str | None = None
    majority: str | None = None
    base: Base | None = None
    missing: Missing | None = None
    passive: str | None = None
    dates: tuple[Slot, ...] = ()
    zone: str | None = None
    seats: int | None = None


def planned(asked: Asked, invite: Bilingual, *, usual: Ballots = Ballots.SECRET) -> Kinds:
    """Return the step that was asked for; raise Refusal at the first thing that cannot be.

    `invite` is what the card says under its title; `usual` holds for a vote that does not say.
    """
    for setting, methods in _OWN.items():
        if getattr(asked, setting) is not None and asked.method not in methods:
            raise Refusal(f"asked.not_for.{setting}")
    if asked.method == CONSENT:
        return _consent(asked, invite)
    if asked.method == Method.SHARED_BUDGET:
        raise Refusal("button.unknown")  # it has costs, which are asked for elsewhere
    question = one_line(asked.question)
    if not question:
        raise Refusal("asked.no_question")
    if len(question) > QUESTION_LIMIT:
        raise Refusal("text.too_long", length=len(question), limit=QUESTION_LIMIT)
    electors = _electors(asked)
    method = Method(asked.method)
    on, options = _options(asked, method)
    closes = asked.close or ClosesWhen.HAND
    if closes is ClosesWhen.ALL and not electors.counted:
        raise Refusal("asked.close_all")
    tie = asked.tie or (SecondRule.LOT if method is Method.STV else SecondRule.NONE)
    if method is Method.STV and tie in (SecondRule.FACILITATOR, SecondRule.RUNOFF):
        raise Refusal("asked.stv_tie")
    seats = asked.seats or 1
    if options and seats > len(options):
        raise Refusal("asked.seats_many", options=len(options), seats=seats)
    if seats > 1 and method is Method.APPROVAL and asked.majority is not None:
        raise Refusal("asked.seats_threshold")
    if method is Method.YES_NO and tie is SecondRule.RUNOFF:
        raise Refusal("asked.runoff")
    if asked.sealed and asked.signed:
        raise Refusal("asked.sealed_signed")
    budget = asked.dots or (suggested(len(options)) if options else None)
    if asked.cap is not None and budget is not None and asked.cap > budget:
        raise Refusal("asked.cap", budget=budget)
    plan = Vote(
        kind="vote",
        title=heading(question),
        invite=invite,
        minutes=asked.minutes,
        method=method,
        on=on,
        question=Bilingual.same(question) if len(question) > TITLE_LIMIT else None,
        options=tuple(Wording.same(option) for option in options),
        # Left out, it is suggested: the card says so.
        **({"budget": asked.dots} if asked.dots else {}),
        cap=asked.cap,
        max_choices=asked.choices,
        **({"scale": read_scale(asked.scale)} if asked.scale is not None else {}),
        criteria=words_of(asked.criteria, "criteria"),
        grades=words_of(asked.grades, "grades"),
        missing=asked.missing or Missing.WORST,
        **_majority(asked, method, electors),
        dates=asked.dates,
        zone=asked.zone if method is Method.DATES else None,
        seats=seats,
        **({"passive": len(options)} if asked.passive else {}),
        quorum=quorum_among(asked.quorum, electors),
        **_ballots(asked, method, usual).settings,
        electors=electors,
        tie=tie,
        closes=closes,
    )
    check_members(plan, asked.role_size)
    return plan


def _ballots(asked: Asked, method: Method, usual: Ballots) -> Ballots:
    if asked.sealed:
        return Ballots.SEALED
    if asked.signed is not None:
        return Ballots.SIGNED if asked.signed else Ballots.SECRET
    if method is Method.DATES:
        return Ballots.SIGNED  # people organise themselves: who would be missing is the question
    return Ballots.SECRET if asked.sealed is False and usual is Ballots.SEALED else usual


def _consent(asked: Asked, invite: Bilingual) -> Consent:
    for setting in _OF_VOTES:
        if getattr(asked, setting) is not None:
            raise Refusal(f"asked.not_for.{setting}")
    text = tidy(asked.question)
    if not text:
        raise Refusal("asked.no_question")
    if len(text) > PROPOSAL_LIMIT:
        raise Refusal("text.too_long", length=len(text), limit=PROPOSAL_LIMIT)
    return Consent(
        kind="consent",
        title=heading(one_line(text)),
        invite=invite,
        minutes=asked.minutes,
        text=text,
        expected=min(asked.voters, 1000) if asked.voters is not None else None,
    )


def _electors(asked: Asked) -> Electors:
    if asked.role is not None and asked.voice is not None:
        raise Refusal("asked.role_or_voice")
    if asked.voice is not None:
        if asked.voters is not None and asked.base is not Base.MEMBERS:
            raise Refusal("asked.voters_voice")
        return Electors(who=Electorate.VOICE, place=asked.voice)
    if asked.role is not None:
        size = asked.voters or asked.role_size
        return Electors(who=Electorate.ROLE, place=asked.role, size=size)
    if asked.voters is not None:
        return Electors(who=Electorate.NUMBER, size=asked.voters)
    return Electors()


def _majority(asked: Asked, method: Method, electors: Electors) -> dict[str, Any]:
    """Return the majority that is asked for, and of whom."""
    base = asked.base or Base.CAST
    found: dict[str, Any] = {"base": base}
    if method is Method.YES_NO:
        found["majority"] = read_majority(asked.majority)
    elif asked.majority is not None:
        found["threshold"] = read_threshold(asked.majority)
    elif base is not Base.CAST:
        raise Refusal("asked.base_threshold")
    if base is Base.MEMBERS and asked.voice is not None:
        found["base_size"] = asked.voters
    if base is not Base.CAST and not (found.get("base_size") or Vote.knows_base(base, electors)):
        raise Refusal(f"asked.base_unknown.{base}")
    return found


def _options(asked: Asked, method: Method) -> tuple[VoteOn, Sequence[str]]:
    """Return what is voted on, and the written options."""
    options = parts(asked.options or "")
    if method is Method.YES_NO:
        if options or asked.about not in (None, VoteOn.OPTIONS):
            raise Refusal("asked.yes_no_options")
        return VoteOn.OPTIONS, ()
    if method is Method.DATES:
        if asked.about not in (None, VoteOn.OPTIONS):
            raise Refusal("asked.dates_about")
        if not asked.dates:
            raise Refusal("dates.none")
        return VoteOn.OPTIONS, ()
    if method is Method.RESISTANCE and asked.about not in (None, VoteOn.OPTIONS):
        raise Refusal("resistance.about")
    if asked.about not in (None, VoteOn.OPTIONS):
        if options:
            raise Refusal("asked.options_or_about")
        return asked.about or VoteOn.OPTIONS, ()
    if method is Method.RESISTANCE:
        if not options:
            raise Refusal("resistance.few")
        options += [one_line(asked.passive)] if asked.passive else []
    if len(options) < (1 if method is Method.RESISTANCE else 2):
        raise Refusal("asked.few_options")
    if len(options) > MOST_OPTIONS - (method is Method.RESISTANCE and not asked.passive):
        raise Refusal("asked.many_options", count=len(options), most=MOST_OPTIONS)
    for option in options:
        if len(option) > OPTION_LIMIT:
            raise Refusal("asked.long_option", length=len(option), limit=OPTION_LIMIT)
    _check_differ("asked.same_options", options)
    return VoteOn.OPTIONS, options


def parts(written: str) -> list[str]:
    """Return the parts of a list: semicolons and lines separate them."""
    return [part for part in map(one_line, _SEPARATOR.split(written)) if part]


def _check_differ(key: str, words: Sequence[str]) -> None:
    """Raise the refusal `key`, with the ranks of the first two that read the same."""
    found = twins(words)
    if found is not None:
        first, second = found
        word = escape(shorten(words[second], _NAMED))
        raise Refusal(key, first=first + 1, second=second + 1, word=word)


def words_of(written: str | None, setting: str) -> tuple[Word, ...]:
    """Return the grades or the criteria that are written; raise Refusal where they are too few, too
    many, too long or the same."""
    if written is None:
        return ()
    words = parts(written)
    least, most = LEAST_WORDS[setting], MOST_WORDS[setting]
    _check_differ(f"asked.same.{setting}", words)
    short = all(len(word) <= WORD_LIMIT for word in words)
    if not (least <= len(words) <= most and short):
        raise Refusal(f"asked.bad.{setting}", least=least, most=most, limit=WORD_LIMIT)
    return tuple(Word.same(word) for word in words)


def read_scale(written: str) -> tuple[int, int]:
    """Return the lowest and the highest score: “0-10”, “1 à 5”; raise Refusal for anything else."""
    found = _SCALE.fullmatch(written)
    if found is not None:
        low, high = int(found[1]), int(found[2])
        if -20 <= low < high <= 100 and high - low <= 20:
            return low, high
    raise Refusal("asked.bad.scale")


def read_share(written: str) -> str | None:
    """Return a share as a fraction: “2/3”, or “66 %” as “66/100”."""
    if (found := _SHARE.fullmatch(written)) is not None:
        return f"{found[1]}/{found[2]}"
    if (found := _PERCENT.fullmatch(written)) is not None:
        return f"{found[1]}/100"
    return None


def read_majority(written: str | None) -> str:
    """Return the share of a yes that carries it; raise Refusal unless it is from a half on."""
    if written is None:
        return "1/2"
    share = read_share(written)
    if share is None or not Fraction(1, 2) <= Fraction(share) <= 1:
        raise Refusal("asked.bad.majority")
    # Said to the room as it is written here; half means more than half.
    return "1/2" if Fraction(share) == Fraction(1, 2) else share


def read_threshold(written: str) -> str:
    """Return the share of approvals that retains an option; raise Refusal for what is none."""
    share = read_share(written)
    if share is None or Fraction(share) > 1:
        raise Refusal("asked.bad.threshold")
    return "1/2" if Fraction(share) == Fraction(1, 2) else share


def changed_quorum(plan: Vote, voters: str, quorum: str) -> Vote:
    """Return a vote for as many `voters` as are written, with the `quorum` that is; no voters
    written is a number that nobody knows, no quorum is none. Raises Refusal for what is neither a
    number nor, for the quorum, a share of those who may vote."""
    size = _NUMBER.fullmatch(voters) if voters.strip() else None
    if voters.strip() and (size is None or int(size[1]) > MOST_VOTERS):
        raise Refusal("asked.bad.voters", most=MOST_VOTERS)
    electors = Electors(who=Electorate.NUMBER, size=int(size[1])) if size else Electors()
    needed = quorum_among(quorum if quorum.strip() else None, electors)
    if plan.base is not Base.CAST and plan.base_size is None and size is None:
        raise Refusal(f"asked.base_unknown.{plan.base}")
    return plan.model_copy(update={"electors": electors, "quorum": needed})


def quorum_among(written: str | None, electors: Electors) -> str | None:
    """Return a quorum as it is written, None where nothing is; raise Refusal for a share of nobody
    knows how many."""
    if written is None:
        return None
    quorum = read_quorum(written)
    if "/" in quorum and not electors.counted:
        raise Refusal("asked.quorum_share")
    return quorum


def read_whole(written: str, most: int) -> int | None:
    """Return a whole number from 1 to `most`, None where nothing is written; raise Refusal for
    anything else."""
    if not written.strip():
        return None
    found = _NUMBER.fullmatch(written)
    if found is None or int(found[1]) > most:
        raise Refusal("asked.bad.whole", most=most)
    return int(found[1])


def read_quorum(written: str) -> str:
    """Return a number of ballots, or a share of those who may vote; raise Refusal for anything
    else."""
    if (number := _NUMBER.fullmatch(written)) is not None:
        return number[1]
    share = read_share(written)
    if share is None or Fraction(share) > 1:
        raise Refusal("asked.bad.quorum")
    return share


def check_members(plan: Vote, may_vote: int | None = None) -> None:
    """Raise Refusal where more people may vote than the members of whom a majority is: as many as
    were said or, where it is known, as `may_vote`."""
    if plan.base is not Base.MEMBERS:
        return
    said = plan.electors.size
    members = plan.people_of(said)
    voters = max(said or 0, may_vote or 0)
    if members is not None and voters > members:
        raise Refusal("asked.more_than_members", voters=voters, members=members)
