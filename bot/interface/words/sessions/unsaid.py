"""What could not be posted: said to those who lead, in private, with what lacks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.sending.drawer import Post, Studio, Subject, ToOne
from bot.interface.showing.layout import QUIET, layout
from bot.interface.showing.when import day_and_clock
from bot.interface.words.sessions.checklist import named_permissions
from bot.services.sessions.departing import GONE
from bot.services.sessions.unsaid import A_DAY, still_unsaid
from bot.store.outbox import Letter, Saying
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape

# What people know by a name; the rest is a message among others.
_NAMED = (
    Saying.LOBBY,
    Saying.CARD,
    Saying.WALL,
    Saying.RESULT,
    Saying.ROADMAP,
    Saying.SUMMARY,
    Saying.DOCUMENTS,
)


class NotPostedDrawer(ToOne):
    """Tells one facilitator of a letter that does not get out, unless it did meanwhile."""

    def person(self, subject: Subject) -> int:
        return subject.letter.payload["person"]

    async def awaited(self, subject: Subject, studio: Studio, actor: Actor) -> bool:
        return await still_unsaid(studio.ctx, subject.letter.payload["letter"]) is not None

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        letter = await still_unsaid(studio.ctx, subject.letter.payload["letter"])
        if letter is None:
            return None
        t = subject.t
        head = f"### {escape(subject.session.title)}"
        words = t("unsaid.gone") if letter.failure == GONE else line([letter], t)
        return Post(layout(head, words, colour=QUIET, letter=subject.letter.id))


def what(letters: Sequence[Letter], t: Catalogue) -> str:
    """Return what letters are, each named once."""
    names = [t(f"unsaid.{kind}") for kind in _NAMED if any(x.kind == kind for x in letters)]
    others = sum(letter.kind not in _NAMED for letter in letters)
    if others:
        names.append(t.n("unsaid.others", others))
    return ", ".join(names)


def lines(letters: Sequence[Letter], t: Catalogue, lacks: Sequence[str] = ()) -> str:
    """Return what does not get out, a line for each channel; `lacks` are the permissions that are
    known to lack in the session's own, the first."""
    places = dict.fromkeys((x.channel_id, x.failure is not None) for x in letters)
    return "\n".join(
        line([x for x in letters if (x.channel_id, x.failure is not None) == place], t, lacks)
        for place in places
    )


def line(letters: Sequence[Letter], t: Catalogue, lacks: Sequence[str] = ()) -> str:
    """Return the sentence on letters of one channel, all given up or all tried again."""
    first = letters[0]
    told = {"what": what(letters, t), "channel": f"<#{first.channel_id}>"}
    if first.failure is not None:
        return t("unsaid.given_up", **told)
    assert first.refused_at is not None
    until = day_and_clock(first.refused_at + A_DAY)
    return t("unsaid.trying", why=_why(first, lacks, t), until=until, **told)


def rights(names: Sequence[str], channel_id: int, t: Catalogue) -> str:
    """Return the sentence on permissions that lack, before anything was refused."""
    return t("unsaid.rights", names=named_permissions([*names], t), channel=f"<#{channel_id}>")


def _why(letter: Letter, lacks: Sequence[str], t: Catalogue) -> str:
    if letter.kind == Saying.DOCUMENTS:
        return t("unsaid.why_rights", names=t("permission.attach_files"))
    if lacks:
        return t("unsaid.why_rights", names=named_permissions([*lacks], t))
    refusal = letter.refusal or ""
    if refusal.startswith("403"):
        return t("unsaid.why_a_right")
    return t("unsaid.why_fault" if refusal == "fault" else "unsaid.why_discord")
