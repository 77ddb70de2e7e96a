"""The Flask site, put together in the order in which a request meets the parts."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from flask_compress import Compress
from htmx_flask import Htmx

from finder import cli, cli_area, cli_data, cli_operator, translate
from finder.area import published
from finder.chat.lead import Lead
from finder.live import Live
from finder.settings import Settings
from finder.web import (
    api,
    api_chat,
    assets,
    chat,
    counting,
    easy,
    errors,
    find,
    frame,
    guard,
    handover,
    headers,
    health,
    language,
    leave,
    oruk,
    padding,
    pages,
    plain,
    rate,
    reports,
    rights,
    signing,
    status,
    workers,
)
from finder.web.state import State

LARGEST_BODY = 16 * 1024


class Site(Flask):
    """Flask, whose own word on an error would put the address and the message into the log."""

    def log_exception(self, exc_info: Any) -> None:
        errors.note(exc_info[1])

    def process_response(self, response: Any) -> Any:
        """What breaks on the way out is answered plainly: no answer may leave without its headers."""
        try:
            return super().process_response(response)
        except Exception as error:
            errors.note(error)
            return padding.pad(headers.protect(Response(plain.page(self), 500, mimetype="text/html")))


def create(settings: Settings) -> Flask:
    """The site with these settings."""
    app = Site("finder", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=LARGEST_BODY, TEMPLATES_AUTO_RELOAD=False)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    published.ensure(settings)
    app.extensions["waymark"] = State.of(settings, Live(settings.builds), Lead(settings.bot_port, settings.bot_host))
    padding.install(app)
    Htmx(app)
    guard.install(app)
    rate.install(app, settings.posts_a_minute, settings.address_header)
    translated = (pages.rooms, signing.rooms, find.rooms, chat.rooms, rights.rooms, leave.rooms)
    language.install(app, (*translated, workers.rooms, handover.rooms, reports.rooms))
    app.register_blueprint(easy.rooms)
    frame.install(app)
    assets.install(app)
    app.register_blueprint(api.rooms)
    app.register_blueprint(api_chat.rooms)
    app.register_blueprint(oruk.rooms)
    app.register_blueprint(health.rooms)
    app.register_blueprint(status.rooms)
    counting.install(app)
    errors.install(app)
    cli.install(app, settings)
    cli_data.install(app, settings)
    cli_operator.install(app, settings)
    cli_area.install(app, settings)
    translate.install(app, settings)
    Compress(app)
    headers.install(app)
    plain.install(app)
    return app
