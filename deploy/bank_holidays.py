"""Write the table of bank holidays from the library that knows their rules: `make lock`, after a new version of it."""

from __future__ import annotations

from holidays.countries import UnitedKingdom

from finder.directory.bank_holidays import FIRST, LAST, TABLE


def days() -> list[str]:
    """Every bank holiday of England and Wales (they share them) in the years of the table, as ISO dates in order."""
    return [day.isoformat() for day in sorted(UnitedKingdom(subdiv="ENG", years=range(FIRST, LAST + 1)))]


if __name__ == "__main__":
    TABLE.write_text("\n".join(days()) + "\n", encoding="utf-8")
