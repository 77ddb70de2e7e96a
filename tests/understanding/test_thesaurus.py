"""What people type is understood by its words: crimes, who they are, the help they want, languages and names."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent
from finder.understanding.thesaurus import Found, Thesaurus

CONTENT = Path(__file__).parents[2] / "content"
LANGUAGES = {"en", "pl", "ro", "ur", "ar", "bn", "pa", "pt", "es", "tr", "so", "cy", "uk"}


@pytest.fixture(scope="module")
def thesaurus(tmp_path_factory: pytest.TempPathFactory) -> Thesaurus:
    """As a build keeps it."""
    names = {strict_yaml.read(path)["name"]: path.stem for path in sorted((CONTENT / "services").glob("*.yaml"))}
    kept = tmp_path_factory.mktemp("build") / "thesaurus.npz"
    Thesaurus.load(CONTENT, names).lexicon.save(kept)
    return Thesaurus.open(kept)


def values(found: tuple[Found, ...], kind: str) -> set[str]:
    return {one.value for one in found if one.kind == kind}


CRIMES = {
    "my husbnd keeps hitting me": {"domestic-abuse"},
    "he wont let me see my friends": {"domestic-abuse"},
    "victim of DA": {"domestic-abuse"},
    "clares law": {"domestic-abuse"},
    "my fucking ex strangled me": {"domestic-abuse"},
    "i think i got spiked at a club": {"sexual-violence"},
    "some guy groped me on the tube": {"sexual-violence"},
    "my uncle touched me when i was 9": {"child-sexual-abuse"},
    "stalkng helpline": {"stalking-harassment"},
    "found an airtag on my car": {"stalking-harassment"},
    "they want me to marry my cousin": {"forced-marriage-hbv"},
    "HBV": {"forced-marriage-hbv"},
    "they want my daughter circumcised": {"fgm"},
    "my boss took my passport": {"modern-slavery-trafficking"},
    "i was trafficked": {"modern-slavery-trafficking"},
    "my brother got cuckooed, its county lines": {"child-criminal-exploitation"},
    "he owes his dealer, drug debt": {"child-criminal-exploitation"},
    "mandem after me, got shanked last year": {"gangs-serious-violence"},
    "called me a faggot": {"hate-crime"},
    "pulled my hijab off": {"hate-crime"},
    "hi mum scam": {"fraud-cyber"},
    "scammed by whatsapp": {"fraud-cyber"},
    "nan fell for a romance scam": {"fraud-cyber"},
    "they did a sim swap on me": {"fraud-cyber"},
    "we got burgled": {"burglary-theft"},
    "someone nicked my bike": {"burglary-theft"},
    "gay man mugged in peckham": {"robbery"},
    "jumped me for my phone": {"robbery"},
    "happy slapped on the bus": {"assault"},
    "got jumped by a group of lads": {"assault"},
    "my brother was murdered": {"homicide-bereavement"},
    "mum got hit by a drunk driver": {"road-crash"},
    "hit and run": {"road-crash"},
    "neighbours from hell": {"antisocial-behaviour"},
    "ASB": {"antisocial-behaviour"},
    "my ex leaked my nudes": {"image-based-abuse"},
    "sextortion": {"image-based-abuse"},
    "my shop keeps getting robbed": {"business-crime"},
    "i was in the manchester arena attack": {"terrorism"},
    "przemoc domowa": {"domestic-abuse"},
    "zgwalcono mnie": {"sexual-violence"},
    "soțul meu mă bate": {"domestic-abuse"},
    "shohar mujhe marta hai": {"domestic-abuse"},
    "جوزي بيضربني": {"domestic-abuse"},
    "আমার স্বামী আমাকে মারে": {"domestic-abuse"},
    "ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਕੁੱਟਦਾ ਹੈ": {"domestic-abuse"},
    "fui assaltado na rua": {"robbery"},
    "me estafaron por internet": {"fraud-cyber"},
    "dolandırıldım": {"fraud-cyber"},
    "waa la i kufsaday": {"sexual-violence"},
    "ges i fy mygio": {"robbery"},
    "мене пограбували": {"robbery"},
    # nothing happened to anyone here
    "he stole my heart": set(),
    "murder on the dancefloor": set(),
    "a bank robbery film": set(),
    "my dog groomed in leeds": set(),
    "i had a panic attack": set(),
    "he never hits me": set(),
    "an essay about domestic violence": set(),
    "black stockings and draped curtains": set(),
    "bank holiday opening times": set(),
}


@pytest.mark.parametrize(("text", "expected"), CRIMES.items())
def test_what_happened_is_understood_from_peoples_own_words(thesaurus: Thesaurus, text: str, expected: set[str]) -> None:
    assert values(thesaurus.find(text), "crimes") == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("as a gay man", "groups", {"lgbt", "men"}),
        ("im a lad and she hits me", "groups", {"men"}),
        ("SE15 deaf", "groups", {"deaf"}),
        ("it fell on deaf ears", "groups", set()),
        ("i have no recourse to public funds", "groups", {"migrants"}),
        ("im a gypsy", "groups", {"black-minoritised"}),
        ("muslim women plymouth", "groups", {"muslim", "women"}),
        ("a muslim man attacked me", "groups", set()),
        ("somewhere safe to stay", "support", {"refuge"}),
        ("i need an ISVA", "support", {"advocacy-isva"}),
        ("i cant talk on the phone", "support", {"webchat"}),
        ("my 15 year old wont go out", "audience", {"child"}),
        ("my mate got stabbed", "audience", {"friend"}),
        ("the lad i work with is scared", "audience", {"professional"}),
        ("how do i refer a client", "referral", {"professional"}),
        ("i only speak farsi", "language", {"fa"}),
        ("mówię po polsku", "language", {"pl"}),
        ("a polish speaking counsellor", "language", {"pl"}),
        ("polish counselling", "language", {"pl"}),
        ("i polish shoes for a living", "language", set()),
        ("sign language please", "language", {"bfi"}),
    ],
)
def test_who_they_are_and_what_they_want_is_understood(thesaurus: Thesaurus, text: str, kind: str, expected: set[str]) -> None:
    assert values(thesaurus.find(text), kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chidline", {"childline"}),
        ("galopp", {"galop-helpline"}),
        ("karma nirvarna", {"karma-nirvana"}),
        ("is action fraud still a thing", {"report-fraud"}),
        ("NSPCC number", {"nspcc-helpline"}),
        ("mens aid", {"mens-advice-line"}),
        ("refuge helpline", {"national-domestic-abuse-helpline"}),
        ("Respond", {"respond"}),
        ("they did not respond", set()),
        ("i need a refuge in advance", set()),
        ("i want my freedom", set()),
        ("somewhere to find solace", set()),
    ],
)
def test_a_service_is_found_by_the_names_people_use_but_not_by_an_ordinary_word(
    thesaurus: Thesaurus, text: str, expected: set[str]
) -> None:
    assert values(thesaurus.find(text), "service") == expected


def test_a_find_says_where_it_stands_and_whether_it_was_spelt_right(thesaurus: Thesaurus) -> None:
    (found,) = thesaurus.find("Help!! we were BURGLERED... no, burgld")
    assert found == Found("crimes", "burglary-theft", 32, 38, exact=False)


def test_the_longest_phrase_wins_and_hides_what_is_inside_it(thesaurus: Thesaurus) -> None:
    found = [one for one in thesaurus.find("a romance scam") if one.kind == "crimes"]
    assert [(one.start, one.end) for one in found] == [(2, 14)]


@pytest.mark.parametrize("text", ["", " ", "\0", "😀" * 50, "a" * 5000, "my " * 500, "(((|||<x>", "\u202emugged\u202c"])
def test_any_text_is_read_without_failing(thesaurus: Thesaurus, text: str) -> None:
    for found in thesaurus.find(text):
        assert 0 <= found.start < found.end <= len(text)


def test_every_crime_type_is_spoken_of_in_every_language() -> None:
    written = strict_yaml.read(CONTENT / "thesaurus.yaml")["crimes"]
    assert len(written) == 20
    for blocks in written.values():
        assert set(blocks) == LANGUAGES
        assert all(len(strict_yaml.lines(block)) >= 5 for block in blocks.values())


def test_every_word_for_people_help_and_languages_has_a_label() -> None:
    written = strict_yaml.read(CONTENT / "thesaurus.yaml")
    assert set(written["groups"]) == set(strict_yaml.read(CONTENT / "groups.yaml"))
    assert set(written["support"]) == set(strict_yaml.read(CONTENT / "support.yaml"))
    assert set(strict_yaml.read(CONTENT / "languages.yaml")) >= LANGUAGES


def small(folder: Path, thesaurus: str, **files: str) -> Thesaurus:
    (folder / "thesaurus.yaml").write_text(thesaurus, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Thesaurus.load(folder, {"Harbour House (Leeds)": "harbour", "Anchor": "anchor"})


ROBBERY = "crimes:\n  robbery:\n    en: |\n      snatched my (bag|phone)\n"


def test_one_slip_in_a_long_word_is_forgiven_but_not_the_first_letter_or_a_word_of_its_own(tmp_path: Path) -> None:
    read = small(tmp_path, ROBBERY, confusable="words: |\n  scratched\n  snatches\n")
    assert values(read.find("sntached my phone"), "crimes") == {"robbery"}
    assert values(read.find("matched my phone"), "crimes") == set()
    assert values(read.find("snatches my phone"), "crimes") == set()
    assert values(read.find("snatched my fone"), "crimes") == set()


def test_small_words_may_stand_inside_a_phrase_but_others_may_not(tmp_path: Path) -> None:
    read = small(tmp_path, "fillers: really just\n" + ROBBERY)
    assert values(read.find("snatched really just my bag"), "crimes") == {"robbery"}
    assert values(read.find("snatched never my bag"), "crimes") == set()


def test_a_name_with_an_explanation_is_found_without_it_and_an_ordinary_name_only_alone(tmp_path: Path) -> None:
    read = small(
        tmp_path,
        ROBBERY,
        confusable="ordinary_names: |\n  anchor\n",
        aliases="harbour: |\n  HHL\nnobody: |\n  ghost\n",
    )
    assert values(read.find("is harbour house open"), "service") == {"harbour"}
    assert values(read.find("call HHL"), "service") == {"harbour"}
    assert values(read.find("anchor"), "service") == {"anchor"}
    assert values(read.find("drop anchor"), "service") == set()
    assert values(read.find("ghost"), "service") == set()


def test_an_editor_is_told_of_every_phrase_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BrokenContent) as broken:
        small(tmp_path, "crimes:\n  robbery:\n    en: |\n      snatch*\n      took (my bag\n      my <nobody>\n")
    assert [problem.field for problem in broken.value.problems] == ["crimes.robbery.en"] * 3
