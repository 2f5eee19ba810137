"""The settings of a vote that have usual values: how it counts, who votes, when it closes, and
whether ballots are secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.naming.presence import size_of
from bot.interface.pressing.router import Press, number
from bot.interface.showing.layout import (
    Field,
    channel_field,
    option,
    radio_field,
    role_field,
    text_field,
)
from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.vote.asking import (
    MOST_VOTERS,
    check_members,
    quorum_among,
    read_majority,
    read_scale,
    read_threshold,
    read_whole,
    words_of,
)
from bot.workshop.vote.electors import Electorate, Electors
from bot.workshop.vote.methods import Ballots, ClosesWhen, Method, SecondRule
from cogs.vote.workbench.fields import changed, minutes, minutes_field
from cogs.vote.workbench.kind import Asking, Details

_NUMBER = 6
_SHARE = 20
_WORDS = 300
_VOICE = (discord.ChannelType.voice, discord.ChannelType.stage_voice)
_COUNTED = (
    Method.YES_NO,
    Method.DOTS,
    Method.APPROVAL,
    Method.SCORE,
    Method.MAJORITY_JUDGMENT,
)


def _is_vote(plan: Kinds) -> bool:
    return isinstance(plan, Vote)


# How it counts: what only some methods read.


def _counts(plan: Kinds) -> bool:
    return isinstance(plan, Vote) and plan.method in _COUNTED


def _counting_fields(plan: Kinds, asking: Asking) -> Sequence[Field]:
    assert isinstance(plan, Vote)
    t, method = asking.t, plan.method
    if method is Method.YES_NO:
        return [_text(t, "majority", plan.majority, _SHARE), *_base_fields(plan, t)]
    if method is Method.DOTS:
        dots = "" if plan.suggested else str(plan.budget)
        return [_text(t, "dots", dots, _NUMBER), _text(t, "cap", _said(plan.cap), _NUMBER)]
    if method is Method.APPROVAL:
        return [
            _text(t, "choices", _said(plan.max_choices), _NUMBER),
            _text(t, "threshold", plan.threshold or "", _SHARE),
            *_base_fields(plan, t),
        ]
    missing = radio_field(
        "missing",
        t("decide.field.missing"),
        [
            option(t(f"command.vote.missing.{one}"), one, default=one is plan.missing)
            for one in Missing
        ],
    )
    if method is Method.SCORE:
        low, high = plan.scale
        criteria = " ; ".join(plan.criterion_names(asking.language))
        return [
            _text(t, "scale", f"{low}-{high}", _SHARE),
            _text(t, "criteria", criteria, _WORDS),
            missing,
        ]
    grades = " ; ".join(grade[asking.language] for grade in plan.grades)
    return [_text(t, "grades", grades, _WORDS), missing]


async def _read_counting(plan: Kinds, press: Press, asking: Asking) -> Kinds:
    assert isinstance(plan, Vote)
    method = plan.method
    if method is Method.YES_NO:
        majority = read_majority(press.text("majority").strip() or None)
        return changed(plan, majority=majority, **_base(plan, press, majority))
    if method is Method.DOTS:
        dots, cap = read_whole(press.text("dots"), 99), read_whole(press.text("cap"), 99)
        if dots is not None and cap is not None and cap > dots:
            raise Refusal("asked.cap", budget=dots)
        given = {"budget": dots, "suggested": False} if dots else {"budget": 5, "suggested": True}
        return changed(plan, cap=cap, **given)
    if method is Method.APPROVAL:
        written = press.text("threshold").strip()
        share = read_threshold(written) if written else None
        most = read_whole(press.text("choices"), 100)
        return changed(plan, max_choices=most, threshold=share, **_base(plan, press, share))
    missing = press.text("missing")
    if missing not in set(Missing):
        raise Refusal("button.unknown")
    if method is Method.SCORE:
        scale, criteria = press.text("scale").strip(), press.text("criteria").strip()
        return changed(
            plan,
            scale=read_scale(scale) if scale else (0, 5),
            criteria=words_of(criteria or None, "criteria"),
            missing=missing,
        )
    if method is not Method.MAJORITY_JUDGMENT:
        raise Refusal("button.unknown")
    grades = press.text("grades").strip()
    return changed(plan, grades=words_of(grades or None, "grades"), missing=missing)


def _base_fields(plan: Vote, t: Catalogue) -> Sequence[Field]:
    """Return the fields that ask of whom a majority is."""
    bases = [option(t(f"command.vote.base.{one}"), one, default=one is plan.base) for one in Base]
    size = _text(t, "base_size", _said(plan.base_size), _NUMBER)
    return [radio_field("base", t("decide.field.base"), bases), size]


def _base(plan: Vote, press: Press, share: str | None) -> Mapping[str, Base | int | None]:
    """Return of whom a majority is to be, and how many they are."""
    written, size = press.text("base"), read_whole(press.text("base_size"), MOST_VOTERS)
    if written not in set(Base):
        raise Refusal("button.unknown")
    base = Base(written)
    if base is Base.CAST:
        return {"base": base, "base_size": None}
    if share is None:
        raise Refusal("decide.base_threshold")
    if size is None and not Vote.knows_base(base, plan.electors):
        raise Refusal(f"decide.base_unknown.{base}")
    return {"base": base, "base_size": size}


# Who votes, and how many must.


def _who_fields(plan: Kinds, asking: Asking) -> Sequence[Field]:
    assert isinstance(plan, Vote)
    t, electors = asking.t, plan.electors
    role = electors.place if electors.who is Electorate.ROLE else None
    voice = electors.place if electors.who is Electorate.VOICE else None
    return [
        role_field("role", t("decide.field.role"), description=t("decide.who"), chosen=role),
        channel_field("voice", t("decide.field.voice"), _VOICE, chosen=voice),
        _text(t, "voters", _said(electors.size), _NUMBER),
        _text(t, "quorum", plan.quorum or "", _SHARE),
    ]


async def _read_who(plan: Kinds, press: Press, asking: Asking) -> Kinds:
    assert isinstance(plan, Vote)
    role, voice = _chosen(press, "role"), _chosen(press, "voice")
    voters = read_whole(press.text("voters"), MOST_VOTERS)
    has_role: int | None = None
    if role is not None and voice is not None:
        raise Refusal("asked.role_or_voice")
    if voice is not None:
        if voters is not None:
            raise Refusal("asked.voters_voice")
        electors = Electors(who=Electorate.VOICE, place=voice)
    elif role is not None:
        electors, has_role = await _of_role(press, role, voters)
    elif voters is not None:
        electors = Electors(who=Electorate.NUMBER, size=voters)
    else:
        electors = Electors()
    if plan.closes is ClosesWhen.ALL and not electors.counted:
        raise Refusal("asked.close_all")
    known = plan.base_size is not None or Vote.knows_base(plan.base, electors)
    if plan.base is not Base.CAST and not known:
        raise Refusal(f"decide.base_unknown.{plan.base}")
    quorum = quorum_among(press.text("quorum").strip() or None, electors)
    after = changed(plan, electors=electors.model_dump(), quorum=quorum)
    check_members(after, has_role)
    return after


async def _of_role(press: Press, role_id: int, voters: int | None) -> tuple[Electors, int | None]:
    """Return those who have a role as who may vote, and how many they are, where it is known."""
    server = press.interaction.guild
    role = server.get_role(role_id) if server is not None else None
    if role is None:
        raise Refusal("vote.role_gone_too")
    if role.is_default():
        return (Electors(who=Electorate.NUMBER, size=voters) if voters else Electors()), None
    size = await size_of(role)
    return Electors(who=Electorate.ROLE, place=role_id, size=voters or size), size


def _chosen(press: Press, name: str) -> int | None:
    chosen = press.text(name)
    return number(chosen) if chosen else None


# When it closes, and what settles a tie.


def _end_fields(plan: Kinds, asking: Asking) -> Sequence[Field]:
    assert isinstance(plan, Vote)
    t = asking.t
    closes = [
        option(t(f"command.vote.close.{one}"), one, default=one is plan.closes)
        for one in ClosesWhen
    ]
    ties = [
        option(t(f"command.vote.tie.{one}"), one, default=one is plan.tie) for one in _ties(plan)
    ]
    return [
        minutes_field(t, plan.minutes),
        radio_field("closes", t("decide.field.closes"), closes),
        *([radio_field("tie", t("decide.field.tie"), ties)] if len(ties) > 1 else []),
    ]


async def _read_end(plan: Kinds, press: Press, asking: Asking) -> Kinds:
    assert isinstance(plan, Vote)
    closes, tie = press.text("closes"), press.text("tie") or plan.tie
    if closes not in set(ClosesWhen) or tie not in _ties(plan):
        raise Refusal("button.unknown")
    if closes == ClosesWhen.ALL and not plan.electors.counted:
        raise Refusal("asked.close_all")
    return changed(plan, minutes=minutes(press), closes=closes, tie=tie)


def _ties(plan: Vote) -> Sequence[SecondRule]:
    if plan.method is Method.SHARED_BUDGET:  # a tie may come in the middle of its count
        return [SecondRule.LOT]
    if plan.method is Method.STV:  # within the count, a choice or a vote would not follow ballots
        return [SecondRule.NONE, SecondRule.LOT]
    return [
        one
        for one in SecondRule
        if one is not SecondRule.RUNOFF or plan.method is not Method.YES_NO
    ]


# Whether it is known who votes what.


def _ballots_fields(plan: Kinds, asking: Asking) -> Sequence[Field]:
    assert isinstance(plan, Vote)
    t = asking.t
    choices = [
        option(
            t(f"opening.ballots.{one}"),
            one,
            description=t(f"opening.ballots.{one}.hint"),
            default=one == _held(plan),
        )
        for one in Ballots
    ]
    return [radio_field("ballots", t("field.vote_ballots"), choices)]


async def _read_ballots(plan: Kinds, press: Press, asking: Asking) -> Kinds:
    assert isinstance(plan, Vote)
    try:
        chosen = Ballots(press.text("ballots"))
    except ValueError:  # forged
        raise Refusal("button.unknown") from None
    return changed(plan, **chosen.settings)


def _held(plan: Vote) -> Ballots:
    if plan.sealed:
        return Ballots.SEALED
    return Ballots.SECRET if plan.secret else Ballots.SIGNED


def _text(t: Catalogue, name: str, default: str, limit: int) -> Field:
    return text_field(
        name,
        t(f"decide.field.{name}"),
        description=t(f"decide.field.{name}.hint"),
        required=False,
        limit=limit,
        default=default or None,
    )


def _said(figure: int | None) -> str:
    return "" if figure is None else str(figure)


COUNTING = Details("counting", "🧮", _counts, _counting_fields, _read_counting)
WHO = Details("who", "👥", _is_vote, _who_fields, _read_who)
END = Details("end", "⏳", _is_vote, _end_fields, _read_end)
BALLOTS = Details("ballots", "🗳️", _is_vote, _ballots_fields, _read_ballots)
