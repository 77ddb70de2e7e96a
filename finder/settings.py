"""What an operator sets, from the environment and nowhere else."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_CONTENT = ROOT / "content"
DRAWINGS = ROOT / "finder" / "static" / "easy"
"""The drawings of the Easy Read pages, one SVG file each."""


class BadSetting(Exception):
    """A variable of the environment cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Settings:
    """`content`: the folder of facts and wording. `var`: where builds are kept. `forget_after`: seconds. `site_url`: where
    people open the site, for codes that are printed; without it, the address that a request came to. `counts`: the folder of
    what is counted by day; None counts nothing. `area`: whose site this is; `national`: the content that areas are laid over.

    For several machines (docs/scale.md): `redis_url` is where replicas of the site share what they hold for a moment;
    `bot_host` and `bot_port` are where the assistant listens, or what leads to several. `posts_a_minute`: how many one
    address may make (0: any number), and `address_header` where a proxy of our own writes that address.
    """

    content: Path = DEFAULT_CONTENT
    var: Path = ROOT / "var"
    site_name: str = "Waymark"
    site_url: str | None = None
    port: int = 8000
    bot_host: str = "127.0.0.1"
    bot_port: int = 5005
    redis_url: str | None = None
    posts_a_minute: int = 120
    address_header: str | None = None
    forget_after: int = 15 * 60
    counts: Path | None = None
    area: str | None = None
    national: Path = DEFAULT_CONTENT

    @property
    def builds(self) -> Path:
        """Where builds of this content are kept: each content folder has its own, so that none replaces another's."""
        if self.area:
            return self.var / "builds" / f"area-{self.area}"
        path = self.content.resolve()
        name = "content" if path == DEFAULT_CONTENT else hashlib.blake2s(str(path).encode(), digest_size=6).hexdigest()
        return self.var / "builds" / name

    @property
    def reports(self) -> Path:
        """Where reported problems are counted, for this content."""
        return self.var / f"reports-{self.builds.name}.json"

    @property
    def areas(self) -> Path:
        """Where areas are published."""
        return self.var / "areas"

    def for_area(self, name: str) -> Settings:
        """The settings of an area's site: its content is the one it has published last. Raises BadSetting."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", name):
            raise BadSetting(f"FINDER_AREA: {name!r} is no name of a folder in small letters, digits and hyphens")
        return replace(self, area=name, content=self.areas / name / "current")

    @classmethod
    def from_environment(cls) -> Settings:
        """Raises BadSetting."""
        content = Path(os.environ.get("FINDER_CONTENT") or DEFAULT_CONTENT)
        if not content.is_dir():
            raise BadSetting(f"FINDER_CONTENT: there is no folder {content}")
        var = Path(os.environ.get("FINDER_VAR") or ROOT / "var")
        counts = os.environ.get("FINDER_COUNTS") or str(var / "counts")
        bot_host, bot_port = _assistant()
        found = cls(
            content=content,
            national=content,
            var=var,
            counts=None if counts == "no" else Path(counts),
            site_name=os.environ.get("SITE_NAME") or "Waymark",
            site_url=_address("SITE_URL"),
            port=_port("PORT", 8000),
            bot_host=bot_host,
            bot_port=bot_port,
            redis_url=_redis(),
            posts_a_minute=_number("POSTS_A_MINUTE", 120),
            address_header=os.environ.get("ADDRESS_HEADER") or None,
        )
        area = os.environ.get("FINDER_AREA")
        return found.for_area(Path(area).name) if area else found


def _address(name: str) -> str | None:
    value = (os.environ.get(name) or "").rstrip("/")
    if value and not value.startswith(("https://", "http://")):
        raise BadSetting(f"{name}: write a whole web address that starts with https://")
    return value or None


def _assistant() -> tuple[str, int]:
    """Where the assistant is: BOT_URL where that is another machine or a proxy, else BOT_PORT on this one."""
    value = os.environ.get("BOT_URL")
    if not value:
        return "127.0.0.1", _port("BOT_PORT", 5005)
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme != "http" or parts.path.strip("/"):
        raise BadSetting("BOT_URL: write http://, a host, and a port, as in http://10.0.0.5:5006")
    return host, port


def _redis() -> str | None:
    value = os.environ.get("REDIS_URL")
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("REDIS_URL: write an address that starts with redis://, rediss:// or unix://")
    return value or None


def _number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise BadSetting(f"{name}: write a whole number; 0 for no limit")
    return int(value)


def _port(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= 65535:
        raise BadSetting(f"{name}: write a port number from 1 to 65535")
    return int(value)
