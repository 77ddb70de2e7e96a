"""Places as services cover them and as links carry them, on the real tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.directory.places import Places, UnknownPlace, distance_km

FOLDER = Path(__file__).parents[2] / "content" / "places"
PLACES = Places.load(FOLDER)
ALL = frozenset(PLACES.all_districts())
PLYMOUTH, MANCHESTER, NEWPORT = "E06000026", "E08000003", "W06000022"

COVERAGE_WORDS = """
Avon and Somerset; Barking and Dagenham; Barnet; Barnsley; Basildon; Bath and North East Somerset; Bedford;
Bedfordshire; Berkshire; Bexley; Birmingham; Blackburn with Darwen; Blackpool; Bolton;
Bournemouth, Christchurch and Poole; Bracknell Forest; Bradford; Brent; Brentwood; Bridgend; Brighton and Hove;
Bristol; Bromley; Buckinghamshire; Bury; Calderdale; Cambridgeshire; Camden; Cardiff; Carmarthenshire;
Central Bedfordshire; Ceredigion; Cheshire; Cheshire East; Cheshire West and Chester; City of London; Cleveland;
Conwy; Cornwall; County Durham; Coventry; Croydon; Cumberland; Cumbria; Darlington; Denbighshire; Derby;
Derbyshire; Devon; Doncaster; Dorset; Dudley; Durham; Dyfed-Powys; Ealing; East Riding of Yorkshire; East Sussex;
Enfield; Essex; Flintshire; Gateshead; Gloucestershire; Greater London; Greater Manchester; Greenwich; Gwent;
Gwynedd; Hackney; Halton; Hammersmith and Fulham; Hampshire; Haringey; Harrow; Hartlepool; Havering;
Herefordshire; Hertfordshire; Hillingdon; Hounslow; Humberside; Isle of Anglesey; Isle of Wight; Isles of Scilly;
Islington; Kensington and Chelsea; Kent; Kingston upon Hull; Kingston upon Thames; Kirklees; Knowsley; Lambeth;
Lancashire; Leeds; Leicester; Leicestershire; Lewisham; Lincolnshire; Liverpool; Luton; Manchester; Medway;
Merseyside; Merthyr Tydfil; Merton; Middlesbrough; Milton Keynes; Neath Port Talbot; Newcastle upon Tyne; Newham;
Norfolk; North East Lincolnshire; North Lincolnshire; North Northamptonshire; North Somerset; North Tyneside;
North Wales; North West; North Yorkshire; Northamptonshire; Northumberland; Northumbria; Nottingham;
Nottinghamshire; Oldham; Oxfordshire; Pembrokeshire; Peterborough; Plymouth; Portsmouth; Powys; Reading;
Redbridge; Redcar and Cleveland; Rhondda Cynon Taf; Richmond upon Thames; Rochdale; Rotherham; Rutland; Salford;
Sandwell; Sefton; Sheffield; Shropshire; Slough; Solihull; Somerset; South Gloucestershire; South Tyneside;
South Wales; South West; South Yorkshire; Southampton; Southend-on-Sea; Southwark; St Helens; Staffordshire;
Stockport; Stockton-on-Tees; Stoke-on-Trent; Suffolk; Sunderland; Surrey; Sussex; Sutton; Swansea; Swindon;
Tameside; Telford and Wrekin; Thames Valley; Thurrock; Torbay; Tower Hamlets; Trafford; Vale of Glamorgan;
Wakefield; Walsall; Waltham Forest; Wandsworth; Warrington; Warwickshire; West Berkshire; West Mercia;
West Midlands; West Northamptonshire; West Sussex; West Yorkshire; Westminster; Westmorland and Furness; Wigan;
Wiltshire; Windsor and Maidenhead; Wirral; Wokingham; Wolverhampton; Worcestershire; Wrexham; York; england;
national-england-wales; uk; wales; North West England; South West England; London
""".replace("\n", " ")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(**wanted: str) -> set[str]:
    return {row["district_code"] for row in rows("districts.csv") if all(row[k] == v for k, v in wanted.items())}


@pytest.mark.parametrize("word", [word.strip() for word in COVERAGE_WORDS.split(";")])
def test_every_area_that_services_cover_is_known(word: str) -> None:
    assert PLACES.districts_for(word) <= ALL
    assert PLACES.districts_for(word)


def test_a_service_for_the_whole_country_covers_every_district() -> None:
    assert PLACES.districts_for("uk") == PLACES.districts_for("national-england-wales") == ALL
    assert PLACES.districts_for("england") == named(nation="england")
    assert PLACES.districts_for("wales") == named(nation="wales")
    assert len(ALL) == 318


def test_a_service_for_scotland_or_northern_ireland_only_covers_none_of_our_districts() -> None:
    assert PLACES.districts_for("scotland") == PLACES.districts_for("northern-ireland") == frozenset()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Durham", {"police_force": "Durham"}),
        ("Gloucestershire", {"police_force": "Gloucestershire"}),
        ("North Yorkshire", {"police_force": "North Yorkshire"}),
        ("West Midlands", {"police_force": "West Midlands"}),
        ("County Durham", {"county": "County Durham"}),
        ("Gwynedd", {"county": "Gwynedd"}),
        ("Devon", {"county": "Devon"}),
        ("North West England", {"region": "North West"}),
        ("Greater London", {"region": "London"}),
        ("Hull", {"district_code": "E06000010"}),
        ("kingston UPON hull", {"district_code": "E06000010"}),
        ("St. Helens", {"district_code": "E08000013"}),
    ],
)
def test_a_name_means_the_police_area_then_the_county_then_the_region_then_the_district(name: str, wanted: dict[str, str]) -> None:
    assert PLACES.districts_for(name) == named(**wanted)


@pytest.mark.parametrize("name", ["Narnia", "", "Glasgow", "Plimuth", "Torquay", "PL4", "E06000026"])
def test_a_misspelt_area_in_a_record_is_an_error(name: str) -> None:
    with pytest.raises(UnknownPlace):
        PLACES.districts_for(name)


def test_every_district_county_region_and_force_can_be_covered() -> None:
    for row in rows("districts.csv"):
        for column in ("district", "county", "region", "police_force"):
            assert PLACES.districts_for(row[column]), row[column]
        for other in filter(None, row["also_called"].split(";")):
            assert row["district_code"] in PLACES.districts_for(other)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        (PLYMOUTH, "Plymouth"),
        (NEWPORT, "Newport, Wales"),
        ("PL4", "PL4"),
        ("PL4-8", "PL4 8"),
        ("SE15", "SE15"),
        ("SE1-5", "SE1 5"),
        ("SW1", "SW1"),
        ("E23000035", "Devon and Cornwall"),
        ("c12", "Devon"),
        ("r3", "London"),
        ("n3", "Wales"),
        ("t2635650", "Torquay"),
        ("h1", "Moss Side"),
        (f"{PLYMOUTH}.{MANCHESTER}", "Plymouth or Manchester"),
    ],
)
def test_a_link_finds_its_place_again(code: str, label: str) -> None:
    place = PLACES.by_code(code)
    assert place is not None
    assert (place.code, place.label) == (code, label)
    assert place.districts


@pytest.mark.parametrize(
    "code",
    ["", ".", "E06000026.", "E06000026.E06000026", "PL48", "pl4", "ZZ9", "t1", "h0", "Plymouth", "\0", "PL4 8AA", "n1." * 5000],
)
def test_a_made_up_code_is_no_place(code: str) -> None:
    assert PLACES.by_code(code) is None


@given(st.text())
def test_any_text_may_be_given_as_a_code(code: str) -> None:
    place = PLACES.by_code(code)
    assert place is None or place.code == code


def test_a_place_knows_its_force_and_its_point() -> None:
    torquay, devon = PLACES.by_code("t2635650"), PLACES.by_code("c12")
    assert torquay is not None
    assert devon is not None
    assert (torquay.force, devon.force) == ("Devon and Cornwall", "Devon and Cornwall")
    assert devon.point is None
    assert torquay.point is not None
    # The Ordnance Survey grid reference of Torquay is SX 915 640.
    assert distance_km(torquay.point, (291_500, 64_000)) < 2
    assert PLACES.force_of((PLYMOUTH, "E07000041")) == "Devon and Cornwall"
    assert PLACES.force_of((PLYMOUTH, MANCHESTER)) is None
    assert PLACES.force_of(()) is None


def test_districts_have_everyday_names() -> None:
    named_so = {"E06000010": "Hull", "E06000023": "Bristol", "E08000013": "St Helens", NEWPORT: "Newport"}
    assert {code: PLACES.label_of(code) for code in named_so} == named_so
    with pytest.raises(UnknownPlace):
        PLACES.label_of("E99999999")


def test_distance_is_in_kilometres() -> None:
    assert distance_km((0, 0), (3000, 4000)) == 5
