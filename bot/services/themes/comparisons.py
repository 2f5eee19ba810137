"""The walls that were compared lately, kept ready: two hundred people may ask within seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from bot.store import Database, Topic
from bot.workshop.themes.comparing import Comparison
from bot.workshop.themes.meaning import Encoder

# A wall of a thousand post-its takes some twenty megabytes.
_KEPT = 4
_NAMES = 200


class Comparisons:
    """One comparison for each of the sessions that asked last, and what the names of their themes
    mean. Nothing is kept of a session beyond a step of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[int, Comparison] = OrderedDict()
        self._meanings: dict[int, Mapping[int, bytes]] = {}
        self._names: OrderedDict[str, bytes] = OrderedDict()
        # Two hundred who ask at once have it done once. The loop, which is told of changes, waits
        # for the second lock alone, and nothing is done under it.
        self._working = Lock()
        self._lock = Lock()
        self._news = 0
        database.listen(self._on_change)

    async def meanings(self, session_id: int) -> Mapping[int, bytes]:
        """Return what is known of the meanings of a session's post-its."""
        known = self._meanings.get(session_id)
        if known is None:
            news = self._news
            async with self._database.read() as tx:
                known = await tx.meanings.known(session_id)
            if news == self._news:  # else it may be old already
                self._meanings[session_id] = known
        return known

    def of(
        self, session_id: int, texts: Mapping[int, str], meanings: Mapping[int, bytes]
    ) -> Comparison:
        """Return the comparison of a session's post-its as they are now: identifier → text, and
        identifier → meaning. Called from threads.

        The first time that they are asked for takes a fifth of a second for a thousand; then
        nothing until one of them changes.
        """
        with self._working:
            with self._lock:
                known = self._kept.get(session_id)
            if known is None or not known.still(texts, meanings):
                known = Comparison(texts, meanings, before=known)
            with self._lock:
                self._kept[session_id] = known
                self._kept.move_to_end(session_id)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return known

    def named(self, encoder: Encoder, names: Sequence[str]) -> dict[str, bytes]:
        """Return what names mean. Called from threads."""
        with self._working:
            new = [name for name in dict.fromkeys(names) if name not in self._names]
            if new:
                self._names.update(zip(new, encoder(new), strict=True))
            found = {name: self._names[name] for name in names}
            while len(self._names) > _NAMES:
                self._names.popitem(last=False)
            return found

    def _on_change(self, topic: Topic, session_id: int) -> None:
        if topic in (Topic.MEANINGS, Topic.MOVED):
            self._news += 1
            self._meanings.pop(session_id, None)
        if topic is Topic.MOVED:
            with self._lock:
                self._kept.pop(session_id, None)
