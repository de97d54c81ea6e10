"""Where the server is: from arguments, else from RLAR_URL and RLAR_TOKEN."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from typing import Optional
from urllib.parse import urlsplit

from rlar.errors import SettingsError

DEFAULT_BUDGET = 120.0
"""Seconds that one call may take, all tries together."""


@dataclass(frozen=True)
class Address:
    """A server's address, taken apart.

    Attributes:
        url: As the user gave it, without a slash at its end and without a password; for messages.
        tls: Whether it is https.
        host, port: Where to connect.
        path: What stands before every path, "" for none.
        authorization: The header's value; None without a token.
    """

    url: str
    tls: bool
    host: str
    port: int
    path: str
    authorization: Optional[str]


def has_address(url: Optional[str]) -> bool:
    """Whether a server is named, by the argument or the environment."""
    return bool(url or os.environ.get("RLAR_URL"))


def address_of(url: Optional[str] = None, token: Optional[str] = None) -> Address:
    """Reads the settings.

    Raises:
        SettingsError: No server is named, or its address cannot be read.
    """
    url = (url or os.environ.get("RLAR_URL") or "").strip()
    token = token or os.environ.get("RLAR_TOKEN") or None
    if not url:
        raise SettingsError("no server is named. Set RLAR_URL to where `rlar serve` listens, such as http://127.0.0.1:8100, or give url=.")
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"{url!r} is no address: {error}. Write it as http://127.0.0.1:8100.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{url!r} is no address of a server. Write it as http://127.0.0.1:8100.")
    tls = parts.scheme == "https"
    authorization = None
    if token:
        authorization = f"Bearer {token}"
    elif parts.username:
        pair = f"{parts.username}:{parts.password or ''}".encode()
        authorization = f"Basic {base64.b64encode(pair).decode()}"
    if authorization and ("\r" in authorization or "\n" in authorization):
        raise SettingsError("the token has a line break in it. Set RLAR_TOKEN to the token alone.")
    netloc = parts.netloc.rpartition("@")[2]
    path = parts.path.rstrip("/")
    return Address(f"{parts.scheme}://{netloc}{path}", tls, parts.hostname, port or (443 if tls else 80), path, authorization)
