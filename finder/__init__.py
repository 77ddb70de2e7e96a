"""Waymark: find support after crime. `create_app` puts the parts together, in the order in which a request meets them."""

from __future__ import annotations

from flask import Flask

from finder import collector
from finder.settings import Settings


@collector.put_off()
def create_app(settings: Settings | None = None) -> Flask:
    """The site. Reads settings from the environment when none are given."""
    from finder.web import site

    return site.create(settings or Settings.from_environment())
