"""How much one person, one session and one server may make: so much that a meeting never meets it,
so little that nobody drowns a room, nor fills the disk.

Other bounds stand beside what they bound: post-its and steps in recipes (`bot.workshop.*.step`),
comments and questions of a person (`bot.workshop.wall.reaction`, `bot.workshop.consent.proposal`),
scenarios and their files (`bot.services.story.scenarios`).
"""

from __future__ import annotations

from bot.workshop.errors import Refusal

# Sessions that have not ended, those made for one vote included.
SESSIONS_PER_PERSON = 10
SESSIONS_PER_SERVER = 100
# Those planned for later.
PLANNED_PER_PERSON = 10
PLANNED_PER_SERVER = 100

# Those who lead are bound by the session's alone: they write for everyone.
ACTIONS_PER_PERSON = 20
ACTIONS_PER_SESSION = 200
MILESTONES_PER_PERSON = 20
MILESTONES_PER_SESSION = 200

COMMENTS_PER_PERSON = 200  # in a session, whatever the post-its
NOTES_PER_SESSION = 200
PARKED_PER_SESSION = 100
FACILITATORS_PER_SESSION = 25

# Of a file of post-its from another tool: bytes, lines read, and post-its that one file brings in.
BOARD_SIZE = 2 * 2**20
BOARD_ROWS = 10_000
POSTITS_PER_BOARD = 500

# Characters of what forms refused, kept for their writer in one step.
DRAFT = 20_000


def check_room(key: str, most: int, count: int, **params: object) -> None:
    """Raise Refusal, in the sentence `key` filled with `params`, when `count` is more than `most`.

    Asked after the row is there: one too many is rolled back, and the same delivery that comes
    twice is no more than it was.
    """
    if count > most:
        raise Refusal(key, most=most, **params)
