"""Our words for sorting services, as taxonomies: crime types, groups of people, kinds of help, and stages of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finder.directory.content import ANY_CRIME, Content
from finder.directory.published import Term, topics_of
from finder.oruk import ids
from finder.rights.model import Stage

NAMES: Mapping[str, tuple[str, str]] = {
    "crime": ("Crime types", "What happened to a person, or what they are afraid may happen."),
    "group": ("Groups of people", "People that a service is only for, knows well, or is run by."),
    "support": ("Kinds of help", "What a service does for people."),
    "stage": ("Stages of a case", "Where a person stands with the police and the courts. The rights of the Victims' Code go by them."),
}
ANY = ("Any crime", "The service takes people whatever the crime was.")


@dataclass(frozen=True)
class Taxonomies:
    """Taxonomies and their terms as JSON, by id; `of_term` gives our own word for a term's id."""

    taxonomies: Mapping[str, dict[str, Any]]
    terms: Mapping[str, dict[str, Any]]
    of_term: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, content: Content, stages: Mapping[str, Stage]) -> Taxonomies:
        terms, of_term = {}, {}
        for kind, slug, name, meaning in _words(content, stages):
            term = _term(kind, slug, name, meaning)
            terms[term["id"]], of_term[term["id"]] = term, (kind, slug)
        taxonomies = {}
        for kind, (name, description) in NAMES.items():
            taxonomies[taxonomy_id(kind)] = {"id": taxonomy_id(kind), "name": name, "description": description}
        return cls(taxonomies, terms, of_term)

    def in_taxonomy(self, taxonomy: str) -> list[str]:
        """The ids of a taxonomy's terms; none when there is no such taxonomy."""
        return [term_id for term_id, term in self.terms.items() if term["taxonomy_id"] == taxonomy]

    def whole(self, taxonomy: str) -> dict[str, Any]:
        """A taxonomy with its terms. Raises KeyError."""
        return {**self.taxonomies[taxonomy], "taxonomy_terms": [self.terms[one] for one in self.in_taxonomy(taxonomy)]}

    def term(self, term: Term) -> dict[str, Any] | None:
        return self.terms.get(term_id(*term))


def taxonomy_id(kind: str) -> str:
    return ids.of("taxonomy", kind)


def term_id(kind: str, slug: str) -> str:
    return ids.of("taxonomy_term", kind, slug)


def _term(kind: str, slug: str, name: str, meaning: str) -> dict[str, Any]:
    return {
        "id": term_id(kind, slug),
        "code": slug,
        "name": name,
        "description": meaning,
        "taxonomy": NAMES[kind][0],
        "taxonomy_id": taxonomy_id(kind),
    }


def _words(content: Content, stages: Mapping[str, Stage]) -> Iterator[tuple[str, str, str, str]]:
    for slug, topic in topics_of(content).items():
        yield "crime", slug, topic.name, topic.meaning
    yield "crime", ANY_CRIME, *ANY
    for slug, group in content.groups.items():
        yield "group", slug, group.label, group.only
    for slug, label in content.support.items():
        yield "support", slug, label.label, label.meaning
    for slug, stage in stages.items():
        yield "stage", slug, stage.label, stage.meaning
