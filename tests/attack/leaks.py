"""Leaks, each planted in a copy of the evidence, and the attack that must find it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from discord.utils import time_snowflake

from bot.workshop.sessions.session import author_reference
from tests.attack.evidence import Evidence, Moment
from tests.attack.naming import KIND
from tests.attack.play import BALLOTS, NAMES

Leak = Callable[[Evidence, sqlite3.Connection], Evidence | None]


def first(evidence: Evidence) -> tuple[str, int]:
    return next(iter(evidence.truth.items()))


def a_name_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    database.execute(
        "UPDATE postits SET author_name = ? WHERE text = ?", (evidence.names[person], text)
    )


def a_key_that_stayed(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    key = bytes(range(32))
    database.execute("INSERT INTO keys VALUES ('session', 99, ?)", (key,))
    database.execute(
        "UPDATE postits SET author = ? WHERE text = ?", (author_reference(person, key), text)
    )


def a_voter_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    (step, content), person = next(iter(evidence.cast.items()))
    database.execute(
        "UPDATE counted_ballots SET voter_name = ? WHERE step_id = ? AND content = ?",
        (evidence.names[person], step, content),
    )


def a_letter_of_both(evidence: Evidence, database: sqlite3.Connection) -> None:
    postit, text = database.execute(
        "SELECT id, text FROM postits WHERE id NOT IN (SELECT postit_id FROM comments)"
    ).fetchone()
    database.execute("CREATE TABLE seen (payload TEXT)")
    payload = json.dumps({"person": evidence.truth[text], "postit": postit})
    database.execute("INSERT INTO seen VALUES (?)", (payload,))


def numbers_that_grow(evidence: Evidence, database: sqlite3.Connection) -> None:
    # Rows of a table of its own: nothing else of the schema is moved.
    database.execute("CREATE TABLE numbered (number INTEGER PRIMARY KEY, text TEXT)")
    database.executemany(
        "INSERT INTO numbered (text) VALUES (?)", [(text,) for text in evidence.order]
    )


def a_pseudonym(evidence: Evidence, database: sqlite3.Connection) -> None:
    told = {person: f"personne {rank}" for rank, person in enumerate(evidence.names)}
    for text in evidence.order:
        database.execute(
            "UPDATE postits SET author = ? WHERE text = ?", (told[evidence.truth[text]], text)
        )


def a_page_that_was_freed(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    database.execute("PRAGMA secure_delete=OFF").fetchall()
    database.execute("CREATE TABLE gone (text TEXT, person TEXT)")
    database.execute("INSERT INTO gone VALUES (?, ?)", (text, str(person)))
    database.commit()
    database.execute("DROP TABLE gone")


def a_late_post_it_alone(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    late = next(text for text in evidence.truth if "tardive" in text)
    last = evidence.moments[-1].public
    after = [Moment(evidence.truth[late], last, "post-it"), Moment(None, f"{last}\n21. {late}")]
    return replace(evidence, moments=[*evidence.moments, *after])


def a_card_that_counts(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    told = replace(evidence.votes[1], public=evidence.votes[1].public + "\nUn four : 5")
    return replace(evidence, votes=[evidence.votes[0], told])


def whole_ballots_of_few(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    document = json.loads(json.dumps(evidence.document))
    document["votes"][0]["ballots"] = [{"weight": 1, "ballot": BALLOTS["dots"][1]}]
    return replace(evidence, document=document)


def ballots_as_they_were_cast(evidence: Evidence, database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE box (step_id INTEGER, content TEXT)")
    database.executemany("INSERT INTO box VALUES (?, ?)", list(evidence.cast))


def a_moment_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    (step, content), person = next(iter(evidence.cast.items()))
    at = _first_act(evidence, person)
    database.execute("CREATE TABLE box (step_id INTEGER, content TEXT, cast_at TEXT)")
    database.execute("INSERT INTO box VALUES (?, ?, ?)", (step, content, at.isoformat()))


def a_delivery_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    delivery = str(time_snowflake(_first_act(evidence, person)))
    database.execute("CREATE TABLE seen (text TEXT, delivery TEXT)")
    database.execute("INSERT INTO seen VALUES (?, ?)", (text, delivery))


def _first_act(evidence: Evidence, person: int) -> datetime:
    return next(at for at, who in evidence.acts if who == person)


def a_line_of_a_message(evidence: Evidence, database: sqlite3.Connection) -> None:
    # As a post-it that was typed would have it: who wrote the message stands beside.
    text, person = first(evidence)
    ((session, postit),) = database.execute(
        "SELECT session_id, id FROM postits WHERE text = ?", (text,)
    ).fetchall()
    database.execute(
        "INSERT INTO message_lines (message_id, rank, session_id, postit_id, text)"
        " VALUES (?, 0, ?, ?, ?)",
        (person, session, postit, text),
    )


def a_reminder_of_a_ballot(evidence: Evidence, database: sqlite3.Connection) -> None:
    (step, content), person = list(evidence.cast.items())[-1]
    ((ballot, session),) = database.execute(
        "SELECT b.id, session_id FROM counted_ballots AS b JOIN steps ON steps.id = step_id"
        " WHERE step_id = ? AND b.content = ?",
        (step, content),
    ).fetchall()
    database.execute(
        "INSERT INTO private_reminders (server_id, user_id, sent_at, session_id)"
        " VALUES (?, ?, '2026-01-01', ?)",
        (ballot, person, session),
    )


def a_hidden_text_of(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    database.execute("UPDATE postits SET hidden = ? WHERE text = ?", (str(person), text))


def options_of_a_person(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = next((t, p) for t, p in evidence.truth.items() if _is_option(database, t))
    database.execute("UPDATE vote_options SET place = ? WHERE label = ?", (str(person), text))


def a_line_under_its_writer(evidence: Evidence, database: sqlite3.Connection) -> None:
    text = next(text for text, kind in evidence.kinds.items() if kind == "line of a mark")
    database.execute("UPDATE rate_remarks SET id = ? WHERE text = ?", (evidence.truth[text], text))


def a_place_under_its_holder(evidence: Evidence, database: sqlite3.Connection) -> None:
    text = next(text for text, kind in evidence.kinds.items() if kind == "line of a place")
    database.execute("UPDATE position_told SET id = ? WHERE text = ?", (evidence.truth[text], text))


def a_reason_of_its_voter(evidence: Evidence, database: sqlite3.Connection) -> None:
    text = next(text for text, kind in evidence.kinds.items() if kind == "reason")
    database.execute(
        "UPDATE resistance_reasons SET voter_id = ? WHERE text = ?", (evidence.truth[text], text)
    )


def a_reason_of_its_ballot(evidence: Evidence, database: sqlite3.Connection) -> None:
    text = next(text for text, kind in evidence.kinds.items() if kind == "reason")
    person = evidence.truth[text]
    database.execute("CREATE TABLE beside (voter TEXT, reason TEXT)")
    database.execute("INSERT INTO beside VALUES (?, ?)", (str(person), text))


def _is_option(database: sqlite3.Connection, text: str) -> bool:
    found = database.execute("SELECT 1 FROM vote_options WHERE label = ?", (text,)).fetchall()
    return bool(found)


def a_panel_that_knows(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    before, after = evidence.panels
    told = replace(after, public=after.public + "\nl'auteur·ice l'a lu")
    return replace(evidence, panels=[before, told])


def a_choice_in_an_export(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    text = next(text for text, kind in evidence.kinds.items() if kind == KIND)
    *before, last = evidence.early
    told = replace(last, public=f'{last.public}\n"name": "{text}"')
    return replace(evidence, early=[*before, told])


def a_choice_under_its_author(evidence: Evidence, database: sqlite3.Connection) -> None:
    text = next(t for t, k in evidence.kinds.items() if k == KIND and "motif" in t)
    database.execute(
        "UPDATE election_nominations SET author = ? WHERE reason = ?",
        (str(evidence.truth[text]), text),
    )


def a_name_in_a_picture(evidence: Evidence, _: sqlite3.Connection) -> None:
    picture = next(file for file in evidence.published if file.suffix == ".png")
    picture.write_bytes(picture.read_bytes() + NAMES[0].encode())


def a_text_in_the_log(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    return replace(evidence, log=f"{evidence.log}\nrefused: {first(evidence)[0]}")


LEAKS: list[tuple[Leak, str]] = [
    (a_name_beside, "same_row"),
    (a_key_that_stayed, "same_row"),
    (a_voter_beside, "same_row"),
    (a_letter_of_both, "joined_rows"),
    (a_line_of_a_message, "same_row"),
    (a_reminder_of_a_ballot, "joined_rows"),
    (a_hidden_text_of, "same_row"),
    (options_of_a_person, "same_row"),
    (a_line_under_its_writer, "same_row"),
    (a_place_under_its_holder, "same_row"),
    (a_reason_of_its_voter, "same_row"),
    (a_reason_of_its_ballot, "same_row"),
    (numbers_that_grow, "orders"),
    (ballots_as_they_were_cast, "orders_of_ballots"),
    (a_moment_beside, "dated_rows"),
    (a_delivery_beside, "dated_rows"),
    (a_pseudonym, "pseudonyms"),
    (a_page_that_was_freed, "same_page"),
    (a_late_post_it_alone, "between_two_looks"),
    (a_card_that_counts, "cards_of_votes"),
    (a_panel_that_knows, "panels_of_leads"),
    (a_choice_in_an_export, "shown_too_early"),
    (a_choice_under_its_author, "same_row"),
    (whole_ballots_of_few, "whole_ballots"),
    (a_name_in_a_picture, "named_in_public"),
    (a_text_in_the_log, "texts_in_the_log"),
]
