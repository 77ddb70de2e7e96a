"""Talks with a scripted assistant, and the site with none."""

from __future__ import annotations

import pytest
from flask import Flask

from finder import create_app
from finder.build import Built
from finder.chat.small_talk import SmallTalk
from finder.chat.talks import Talks
from finder.settings import DEFAULT_CONTENT, Settings
from tests.chat.talking import Conversation, Scripted


@pytest.fixture(scope="session")
def small_talk() -> SmallTalk:
    return SmallTalk.load(DEFAULT_CONTENT)


@pytest.fixture
def assistant() -> Scripted:
    return Scripted()


@pytest.fixture
def talks(assistant: Scripted, small_talk: SmallTalk) -> Talks:
    return Talks(900, assistant, small_talk)


@pytest.fixture
def person(talks: Talks, built: Built) -> Conversation:
    return Conversation(talks, built)


@pytest.fixture(scope="session")
def alone(built: Built) -> Flask:
    """The site with nothing where the assistant should be."""
    return create_app(Settings(bot_port=9))
