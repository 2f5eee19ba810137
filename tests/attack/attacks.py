"""Ways to rebuild who wrote and voted what: each returns what it claims, None of it by chance."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import combinations, pairwise
from typing import Any

from discord.utils import snowflake_time

from bot.workshop.sessions.session import author_reference
from bot.workshop.vote.methods import Method
from tests.attack.evidence import Claim, Evidence, Moment, secret_of
from tests.attack.naming import KIND

PAGE = 4096
# How far an order agrees with that of the writing, from −1 to 1, before it tells something: for
# twenty texts in an order drawn by lot, one time in a million.
AGREES = 0.8
_COMPANY = 3
# Of ballots that were cast one after the other: fewer agree by chance.
_PAIRS = 20
# From so many ballots on, whole ballots are published.
_ENOUGH = 10


def marks(found: Evidence) -> Iterator[tuple[int, set[str]]]:
    """Yield each person with all that stands for them: identifier, name, and what any key that is
    still somewhere makes of them."""
    keys = [
        value
        for _, _, rows in found.tables()
        for row in rows
        for value in row.values()
        if isinstance(value, bytes) and len(value) == 32
    ]
    for person, name in found.names.items():
        hashed = {author_reference(person, key) for key in keys}
        yield person, {str(person), name, *hashed}


def same_row(found: Evidence) -> set[Claim]:
    """A row that holds a secret beside what stands for a person."""
    people = list(marks(found))
    claims = set()
    for _, _, rows in found.tables():
        for row in rows:
            said = {str(value) for value in row.values()}
            for secret in found.secrets_of(row):
                claims |= {(secret, person) for person, named in people if named & said}
    return claims


def joined_rows(found: Evidence) -> set[Claim]:
    """A row of a person that shares with the row of a secret a value that no other row of a secret
    has: an identifier, a message, a delivery, a moment."""
    people = list(marks(found))
    claims = set()
    for file in found.databases:
        tables = [(name, rows) for of, name, rows in found.tables() if of == file]
        held: dict[str, set[str]] = {}
        for _, rows in tables:
            for row in rows:
                for secret in found.secrets_of(row):
                    for value in row.values():
                        if value is not None and len(str(value)) >= 6:
                            held.setdefault(str(value), set()).add(secret)
        alone = {value: next(iter(of)) for value, of in held.items() if len(of) == 1}
        for _, rows in tables:
            for row in rows:
                told = " ".join(str(value) for value in row.values())
                said = {str(v) for v in row.values()} | set(re.findall(r"\w{6,}", told))
                named = [person for person, of in people if of & said]
                if len(named) == 1:
                    claims |= {(alone[value], named[0]) for value in said & alone.keys()}
    return claims


def same_page(found: Evidence) -> set[Claim]:
    """A page of a file, used or freed, where a secret text lies with what stands for one person."""
    people = [(p, [m.encode() for m in of] + [p.to_bytes(8, "big")]) for p, of in marks(found)]
    texts = [(secret, secret.encode()) for secret in found.truth]
    claims = set()
    for file in found.files:
        if file.parent.name == "published":
            continue  # whole documents, looked at by `named_in_public`
        content = file.read_bytes()
        start = 32 if file.name.endswith("-wal") else 0
        size = PAGE + 24 if start else PAGE
        for at in range(start, len(content), size):
            page = content[at : at + size]
            named = [person for person, of in people if any(mark in page for mark in of)]
            if len(named) == 1:
                claims |= {(secret, named[0]) for secret, text in texts if text in page}
    return claims


def orders(found: Evidence) -> set[Claim]:
    """An order in which rows lie, or that a column or the files give, and that is the one in which
    people wrote: it gives each text to whoever wrote at that rank."""
    claims = set()
    for _, _, rows in found.tables():
        held = [(row, secrets[0]) for row in rows if (secrets := found.secrets_of(row))]
        for order in _orders(held):
            claims |= _by_rank(found, order)
    told = [file.read_bytes() for file in found.published]
    told += [moment.public.encode() for moment in found.moments[-1:]]
    for content in told:
        places = {content.find(text.encode()): text for text in found.truth}
        claims |= _by_rank(found, [places[at] for at in sorted(places) if at >= 0])
    return claims


def orders_of_ballots(found: Evidence) -> set[Claim]:
    """Rows, or ballots of the export, that lie vote after vote in the order in which people voted,
    or in the opposite one: over so many votes that chance does not do it."""
    cast: dict[int, list[str]] = {}
    for step, content in found.cast:
        cast.setdefault(step, []).append(content)
    tables = [
        [(row["step_id"], row["content"]) for row in rows if {"step_id", "content"} <= row.keys()]
        for _, _, rows in found.tables()
    ]
    lists = [
        {step: [content for of, content in ballots if of == step] for step in cast}
        for ballots in tables
    ]
    claims = set()
    for of in lists:
        pairs = [
            order.index(a) < order.index(b)
            for step, order in cast.items()
            for a, b in combinations([one for one in of[step] if one in order], 2)
            if a != b
        ]
        agreement = sum(1 if one else -1 for one in pairs) / max(len(pairs), 1)
        if len(pairs) >= _PAIRS and abs(agreement) > AGREES:
            claims |= {(secret_of(*ballot), person) for ballot, person in found.cast.items()}
    return claims


def dated_rows(found: Evidence) -> set[Claim]:
    """A moment in the row of a secret, written or as Discord's identifiers hold it, at which one
    person alone was seen to press."""
    claims = set()
    for _, _, rows in found.tables():
        for row in rows:
            times = [time for value in row.values() if (time := _time(value)) is not None]
            for secret in found.secrets_of(row):
                for time in times:
                    near = {who for at, who in found.acts if abs((time - at).total_seconds()) <= 2}
                    if len(near) == 1:
                        claims.add((secret, near.pop()))
    return claims


def _time(value: object) -> datetime | None:
    """Return the moment that a value stands for, if it does."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
            return snowflake_time(int(value)) if int(value) >= 1 << 50 else None
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def pseudonyms(found: Evidence) -> set[Claim]:
    """A column that has the same value for all texts of a person, and for no other's: one that is
    recognised gives all the others."""
    claims = set()
    for _, _, rows in found.tables():
        held = [(row, secrets[0]) for row in rows if (secrets := found.secrets_of(row))]
        for column in held[0][0] if held else ():
            people: dict[Any, set[int]] = {}
            for row, secret in held:
                if secret in found.truth and row[column] is not None:
                    people.setdefault(row[column], set()).add(found.truth[secret])
            alone = len(people) > 1 and all(len(of) == 1 for of in people.values())
            if alone and len(people) < sum(secret in found.truth for _, secret in held):
                claims |= {(s, found.truth[s]) for _, s in held if s in found.truth}
    return claims


def _orders(held: list[tuple[dict[str, Any], str]]) -> Iterator[list[str]]:
    yield [secret for _, secret in held]
    for column in held[0][0] if held else ():
        if len({type(row[column]) for row, _ in held}) == 1 and held[0][0][column] is not None:
            yield [secret for _, secret in sorted(held, key=lambda one: one[0][column])]


def _by_rank(found: Evidence, order: list[str]) -> set[Claim]:
    written = [secret for secret in found.order if secret in set(order)]
    rank = {secret: n for n, secret in enumerate(written)}
    seen = [rank[secret] for secret in dict.fromkeys(order) if secret in rank]
    pairs = list(combinations(seen, 2))
    if len(seen) < 12:
        return set()
    agreement = sum(1 if a < b else -1 for a, b in pairs) / len(pairs)
    if abs(agreement) < AGREES:
        return set()
    return {(secret, found.truth[secret]) for secret in written if secret in found.truth}


def between_two_looks(found: Evidence) -> set[Claim]:
    """A secret that everyone can read from one moment on, while few people had done anything of its
    kind since others of that kind appeared."""
    claims: set[Claim] = set()
    acted: dict[str, set[int]] = {}
    seen: set[str] = set()
    for moment in found.moments:
        if moment.actor is not None:
            acted.setdefault(moment.kind, set()).add(moment.actor)
        fresh = {text for text in found.truth if text in moment.public} - seen
        for kind in {found.kinds[text] for text in fresh}:
            people = acted.pop(kind, set())
            if len(people) < _COMPANY:
                texts = {text for text in fresh if found.kinds[text] == kind}
                claims |= {(text, person) for text in texts for person in people}
        seen |= fresh
    return claims


def cards_of_votes(found: Evidence) -> set[Claim]:
    """A card that says more, after a ballot, than that one more person has voted."""
    claims = set()
    for before, after in zip(found.votes, found.votes[1:], strict=False):
        if after.actor is not None and _but_turnout(before) != _but_turnout(after):
            claims.add((after.public, after.actor))
    return claims


def shown_too_early(found: Evidence) -> set[Claim]:
    """Whom someone names, or why, for anybody to find before all is shown together."""
    return {
        (text, person)
        for text, person in found.truth.items()
        if found.kinds[text] == KIND
        for moment in found.early
        if text in moment.public or text.encode().decode("latin-1") in moment.public
    }


def panels_of_leads(found: Evidence) -> set[Claim]:
    """What whoever leads reads of what they hid, and that changes when its writer presses."""
    claims = set()
    for before, after in pairwise(found.panels):
        if after.actor is not None and before.public != after.public:
            claims |= {(text, after.actor) for text in found.truth if text in after.public}
    return claims


def _but_turnout(moment: Moment) -> str:
    """Return a card without its line of the turnout."""
    return "\n".join(line for line in moment.public.split("\n") if not line.startswith("🗳️"))


def whole_ballots(found: Evidence) -> set[Claim]:
    """A ballot in the export that one person alone cast: who knows their taste recognises it, and
    they can prove it. Methods that read ballots round after round, and ten ballots or more, say
    before the vote that whole ballots are published."""
    published = [
        ballot["ballot"]
        for vote in found.document["votes"]
        if Method(vote["method"]).has_totals and len(vote["ballots"] or ()) < _ENOUGH
        for ballot in vote["ballots"] or ()
    ]
    return {
        (secret_of(*cast), person)
        for cast, person in found.cast.items()
        if any(_same(cast[1], ballot) for ballot in published)
    }


def _same(content: str, ballot: object) -> bool:
    return bool(json.loads(content) == ballot)


def named_in_public(found: Evidence) -> set[Claim]:
    """A name or an identifier in what everyone received, pictures and their descriptions included,
    or in the log."""
    claims = set()
    told = [file.read_bytes() for file in found.published]
    told += [found.log.encode(), *(moment.public.encode() for moment in found.moments)]
    for person, name in found.names.items():
        for mark in (str(person), name):
            if any(mark.encode() in content for content in told):
                claims.add((f"named: {mark}", person))
    return claims


def texts_in_the_log(found: Evidence) -> set[Claim]:
    """What people wrote, in the log of the program."""
    return {(text, person) for text, person in found.truth.items() if text in found.log}


ATTACKS: Mapping[str, Callable[[Evidence], set[Claim]]] = {
    attack.__name__: attack
    for attack in (
        same_row,
        joined_rows,
        same_page,
        orders,
        orders_of_ballots,
        dated_rows,
        pseudonyms,
        between_two_looks,
        cards_of_votes,
        panels_of_leads,
        shown_too_early,
        whole_ballots,
        named_in_public,
        texts_in_the_log,
    )
}
