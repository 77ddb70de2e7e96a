"""The ways to reach a service, each with how it is known."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from finder.directory.values import Basis, Number, Record, Text, WebAddress, telephone_link


class Phone(Record):
    number: Number
    basis: Basis
    free: bool | None = None

    @property
    def tel(self) -> str:
        return telephone_link(self.number)


class Written(Record):
    """A way to be reached in writing: an e-mail address or a relay number."""

    to: Text
    basis: Basis


class Sms(Written):
    """A number that takes texts, and the word to send where one is asked for."""

    say: Text | None = None


class Web(Record):
    address: WebAddress
    basis: Literal["page", "not-checked"]

    @property
    def host(self) -> str:
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


class Contact(Record):
    phone: Phone | None = None
    relay: Written | None = None
    sms: Sms | None = None
    email: Written | None = None
    webchat: Web | None = None
    web: Web | None = None
