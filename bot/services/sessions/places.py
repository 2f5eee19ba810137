"""Where people act, and where what they name stands: a press in one channel never reaches the
session of another.

Asked once, before any verb is carried out, whoever presses: no use case has to think of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from bot.store import Database
from bot.store.rows.places import NAMED, Standing
from bot.workshop.errors import Refusal

# Rows never move: what was read once is known, for so many of them.
_REMEMBERED = 10_000

Named = Collection[tuple[str, int]]


class Places:
    """Where rows stand, without asking the database twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[tuple[str, int], Standing] = OrderedDict()

    async def check(
        self, server_id: int | None, channel_id: int | None, named: Named
    ) -> int | None:
        """Return the session that is acted on; None where none is named.

        Raises Refusal when something that is `named` (what it is, its identifier) is of a session
        of another channel or server, or not of the same session as the rest. The rooms and threads
        of its small groups are of a session too. What is nowhere is not refused here: whoever looks
        for it says so better.
        """
        wanted = [one for one in named if one[0] in NAMED]
        unknown = [one for one in wanted if one not in self._known]
        if unknown:
            async with self._database.read() as tx:
                for one in unknown:
                    if (standing := await tx.places.of(*one)) is not None:
                        self._known[one] = standing
        found = {standing for one in wanted if (standing := self._known.get(one)) is not None}
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if not found:
            return None
        standing, *others = found
        if others or standing.server_id != server_id:
            raise Refusal("button.elsewhere")
        if standing.channel_id != channel_id and (
            channel_id is None or await self._meets_in(channel_id) != standing.session_id
        ):
            raise Refusal("button.elsewhere")
        return standing.session_id

    async def _meets_in(self, channel_id: int) -> int | None:
        """Return the session of which a group meets in a room or a thread."""
        async with self._database.read() as tx:
            return await tx.gatherings.of_channel(channel_id)
