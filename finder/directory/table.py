"""Services as the rows of a spreadsheet, and back. A cell is what the file says; a row that nobody touched changes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from finder.directory.problems import BrokenContent, Problem
from finder.directory.record_files import Fields

COLUMNS = (
    *("id", "name", "organisation", "description", "crimes", "support", "ages.from", "ages.to", "only_for", "welcomes", "by_and_for"),
    *("called", "coverage", "languages", "interpreters", "contact.phone.number", "contact.phone.basis", "contact.phone.free"),
    *("contact.sms.to", "contact.sms.basis", "contact.sms.say", "contact.email.to", "contact.email.basis", "contact.relay.to"),
    *("contact.relay.basis", "contact.webchat.address", "contact.webchat.basis", "contact.web.address", "contact.web.basis"),
    *("hours.open", "hours.basis", "referral.self", "referral.professional", "referral.who", "referral.thresholds", "referral.address"),
    *("capacity.taking_referrals", "capacity.wait", "capacity.seen", "capacity.address", "capacity.told", "cannot_help.text"),
    *("cannot_help.instead", "reach", "risk", "after_referral", "shares_data_with", "under18_confidentiality", "cost", "base"),
    *("confidence", "flag", "source.address", "source.kind", "source.seen", "source.record", "evidence", "notes"),
)
LISTS = frozenset(
    (
        "crimes",
        "support",
        "welcomes",
        "by_and_for",
        "coverage",
        "languages",
        "referral.who",
        "cannot_help.instead",
        "reach",
        "risk",
        "only_for",
    )
)
BETWEEN, ANY_OF, NAMED = " | ", " / ", " = "
_CHANGED_BY_SPREADSHEETS = re.compile(r"[=+\-@'\t\r]|0[0-9 ]|[0-9]{4}-[0-9]{2}|[0-9 ]{9,}$")
"""What a spreadsheet would work out as a formula, or turn into another number or date: it gets a ' in front."""


def write(rows: Iterable[tuple[str, Fields]]) -> bytes:
    """A table of services, given by id: UTF-8 with the mark that spreadsheets want, one service a row."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for service_id, fields in rows:
        table.writerow([_guarded(_cell(column, _at({"id": service_id, **fields}, column))) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def read(body: bytes) -> Iterator[tuple[str, Fields]]:
    """The services of a table, by id. Raises BrokenContent for what is no such table."""
    try:
        text = body.decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        raise _broken(1, "file", "it is not saved as CSV in UTF-8") from None
    except csv.Error as error:
        raise _broken(1, "file", f"it is no CSV ({error})") from None
    columns = table[0] if table else []
    unknown = [column for column in columns if column not in COLUMNS]
    if "id" not in columns or unknown:
        raise _broken(1, "columns", f"there is no such column: {', '.join(unknown)}" if unknown else "there is no column id")
    seen: set[str] = set()
    for number, row in enumerate(table[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        fields: Fields = {}
        if len(row) > len(columns):
            raise _broken(number, "file", "it has more cells than there are columns")
        for column, cell in zip(columns, row, strict=False):
            if value := _value(column, cell.removeprefix("'").strip(), number):
                _put(fields, column, value)
        service_id = str(fields.pop("id", ""))
        if not service_id or service_id in seen:
            raise _broken(number, "id", "it is there twice" if service_id else "this is needed")
        seen.add(service_id)
        yield service_id, fields


def _broken(row: int, field: str, reason: str) -> BrokenContent:
    return BrokenContent([Problem(f"row {row}", field, reason)])


def _at(fields: Fields, column: str) -> Any:
    value: Any = fields
    for name in column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _put(fields: Fields, column: str, value: Any) -> None:
    *outer, last = column.split(".")
    for name in outer:
        fields = fields.setdefault(name, {})
    fields[last] = value


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column == "evidence":
        return "\n".join(" ".join(filter(None, (one["field"], one["address"], one.get("seen")))) for one in value)
    if column == "called":
        return BETWEEN.join(f"{slug}{NAMED}{name}" for slug, name in value.items())
    if column in LISTS:
        # A list of one is told from a single group by the mark behind it.
        return BETWEEN.join(ANY_OF.join(one if len(one) > 1 else (*one, "")).rstrip() if isinstance(one, list) else one for one in value)
    return str(value)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _CHANGED_BY_SPREADSHEETS.match(cell) else cell


def _value(column: str, cell: str, row: int) -> Any:
    if not cell or column not in LISTS | {"evidence", "called"}:
        return cell
    if column == "evidence":
        return [_evidence(line.split(), row) for line in cell.splitlines() if line.strip()]
    parts = [part.strip() for part in cell.split(BETWEEN.strip()) if part.strip()]
    if column == "called":
        named = [part.partition(NAMED) for part in parts]
        return {slug.strip(): name.strip() for slug, _, name in named}
    if column == "only_for":
        return [[one.strip() for one in part.split("/") if one.strip()] if "/" in part else part for part in parts]
    return parts


def _evidence(words: list[str], row: int) -> Fields:
    if not 2 <= len(words) <= 3:
        raise _broken(row, "evidence", "write a field, an address and a date on each line")
    return dict(zip(("field", "address", "seen"), words, strict=False))
