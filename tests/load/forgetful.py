"""The site as it is, but that it forgets after a minute: then what it holds stays the same in a soak, and what grows is a leak."""

from dataclasses import replace

from finder import create_app
from finder.settings import Settings

app = create_app(replace(Settings.from_environment(), forget_after=60))
