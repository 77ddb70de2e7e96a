"""Python imports this by itself in every process that has this folder on its path: it writes down and refuses what would go out.

An audit hook sees every connection and every look-up of a name that Python code makes, in whichever library.
"""

import os
import socket
import sys
from typing import Any

HERE = {"", "localhost", "::1", "0.0.0.0", "::", socket.gethostname()}  # noqa: S104 (a name to compare with, nothing listens on it)
ADDRESSES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
NAMES = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _host(event: str, args: tuple[Any, ...]) -> str:
    """Where an event leads; empty for this machine's own sockets in the file system."""
    if event in NAMES:
        found = args[NAMES[event]]
    else:
        address = args[ADDRESSES[event]]
        found = address[0] if isinstance(address, tuple) else ""
    return found.decode() if isinstance(found, bytes) else str(found or "")


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in ADDRESSES and event not in NAMES:
        return
    host = _host(event, args)
    if host in HERE or host.startswith("127."):
        return
    with open(os.environ["WENT_OUT"], "a") as found:
        found.write(f"{event} {host}\n")
    raise ConnectionRefusedError(f"{event} to {host}")


sys.addaudithook(_refuse)
