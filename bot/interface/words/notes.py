"""What the card of a conversation says of its subject."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.workshop.kinds import Discuss
from bot.workshop.language import LABEL
from bot.workshop.moderation.hiding import MARK
from bot.workshop.text import escape, shorten


def subject_lines(plan: Discuss, t: Catalogue) -> str:
    """Return the whole subject where the title cuts it, its place among the others, and what
    should be known of how it came there; or why a conversation was not divided."""
    subject = plan.subject
    if subject is None:
        return t(f"discuss.undivided.{plan.undivided}") if plan.undivided is not None else ""
    lines = []
    if subject.text == MARK:
        lines.append(t("discuss.hidden"))
    elif shorten(subject.text, LABEL) != subject.text:
        lines.append("> " + escape(" ".join(subject.text.split())))
    place = t("discuss.place", rank=subject.rank, total=subject.of, number=subject.number)
    lines.append(f"-# {place}")
    if subject.rank == 1:
        if subject.tied:
            lines.append("-# " + t("discuss.tied", most=plan.most))
        if subject.left_out:
            lines.append("-# " + t.n("discuss.left_out", subject.left_out))
    return "\n".join(lines)
