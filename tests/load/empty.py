"""An empty Flask page under the site's own gunicorn: what every request costs before the site does anything."""

from types import SimpleNamespace

from flask import Flask

app = Flask(__name__)
app.extensions["waymark"] = SimpleNamespace(live=SimpleNamespace(built=lambda: None))


@app.get("/")
@app.get("/health/live")
def nothing() -> str:
    return ""
