"""A round: one subject, one length, in a meeting or by itself."""

from __future__ import annotations

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Discuss
from bot.workshop.language import Bilingual
from bot.workshop.text import one_line
from bot.workshop.vote.step import heading

SUBJECT_LIMIT = 300
TITLE_LIMIT = 60


def planned_round(subject: str, minutes: float, invite: Bilingual) -> Discuss:
    """Return the discussion of `subject`; `invite` is what its card says under the title.

    A subject that is longer than a title is said in full in the place of `invite`. Raises Refusal
    when it is empty or too long.
    """
    asked = one_line(subject)
    if not asked:
        raise Refusal("round.no_subject")
    if len(asked) > SUBJECT_LIMIT:
        raise Refusal("text.too_long", length=len(asked), limit=SUBJECT_LIMIT)
    whole = Bilingual.same(asked) if len(asked) > TITLE_LIMIT else invite
    return Discuss(kind="discuss", title=heading(asked), invite=whole, minutes=minutes)
