"""Raw data of a session leaves: in one place, whatever the reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store import Transaction

# Nobody turns the pages of what they looked for so long ago.
_LOOKED_FOR = timedelta(days=1)


async def purge(tx: Transaction, session_id: int, now: datetime) -> None:
    """Delete what people wrote in a session and who they are; what was decided stays. The log
    says how much it was."""
    held = await tx.kept.held(session_id)
    # Who looked for which words of it may stand there until someone looks for others.
    await tx.memory.forget_searches(now - _LOOKED_FOR)
    await tx.sessions.delete_raw(session_id, now)
    # Its scenario may be gone, and a voice is no decision either.
    await tx.media.delete_unused()
    told = ", ".join(f"{name} {many}" for name, many in held.items())
    tx.note(f"raw data of session {session_id} deleted: {told}")
