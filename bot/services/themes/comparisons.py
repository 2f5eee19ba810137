"""The walls that were compared lately, kept ready: two hundred people may ask within seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from bot.workshop.themes.comparing import Comparison

# A wall of a thousand post-its takes some ten megabytes.
_KEPT = 4


class Comparisons:
    """One comparison for each of the sessions that asked last. `of` is called from threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Comparison] = OrderedDict()
        self._lock = Lock()

    def of(self, session_id: int, texts: Mapping[int, str]) -> Comparison:
        """Return the comparison of a session's post-its as they are now: identifier → text.

        The first time that they are asked for takes a tenth of a second for a thousand; then
        nothing until one of them changes.
        """
        with self._lock:
            known = self._kept.get(session_id)
            if known is None or known.texts != texts:
                known = self._kept[session_id] = Comparison(texts, before=known)
            self._kept.move_to_end(session_id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return known

    def forget(self, session_id: int) -> None:
        """Keep nothing of a session."""
        with self._lock:
            self._kept.pop(session_id, None)
