"""`python -m bot.hosting.probe`: ask the health endpoint of the program on this machine.

Prints what it says; ends with 0 when it is well and with 1 when it is not, or does not answer. For
a container's health check: nothing of the program is loaded.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

_PATIENCE = 9.0


def probe(port: str) -> tuple[bool, str]:
    """Return whether the program is well, and what it says of itself."""
    if not (port.isascii() and port.isdecimal()):
        return False, "HEALTH_PORT is not set: there is nobody to ask."
    try:
        connection = HTTPConnection("127.0.0.1", int(port), timeout=_PATIENCE)
        connection.request("GET", "/health")
        answer = connection.getresponse()
        return answer.status == 200, answer.read(65536).decode("utf-8", "replace").rstrip()
    except (OSError, OverflowError, HTTPException) as error:
        return False, f"Nothing answers on 127.0.0.1:{port} ({type(error).__name__})."


if __name__ == "__main__":
    well, said = probe(os.environ.get("HEALTH_PORT", "").strip())
    sys.stdout.write(f"{said}\n")
    sys.exit(0 if well else 1)
