"""An area's colours can be read by everyone, or are turned away."""

from __future__ import annotations

import pytest

from finder.area import colours


# White, black and greys: the ratios that WCAG's own understanding documents give for them.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ff0000", 1.0),
    ],
)
def test_contrast_is_as_the_guidelines_define_it(one: str, other: str, ratio: float) -> None:
    assert round(colours.contrast(one, other), 2) == ratio


@pytest.mark.parametrize("scheme", colours.SCHEMES)
def test_our_own_colours_pass_the_check_that_an_areas_must_pass(scheme: colours.Scheme) -> None:
    own = {name: colours.national(scheme)[name] for name in colours.OWN}
    assert list(colours.problems(scheme, own)) == []


def test_a_colour_too_pale_to_read_is_turned_away_with_its_contrast() -> None:
    [first, *_] = [why for name, why in colours.problems("light", {"brand": "#9fd0ff"}) if name == "brand"]
    assert first == "brand #9fd0ff on paper #fbf7ef has a contrast of 1.52; 4.5 is needed"


@pytest.mark.parametrize("name", ["care", "care-paper", "ring", "halo", "ink", "paper", "brand; } body { display: none"])
def test_the_colours_of_urgent_lines_of_the_focus_and_of_text_are_not_an_areas_to_set(name: str) -> None:
    assert [one for one, _ in colours.problems("light", {name: "#000000"})] == [name]


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456; } body { display: none", "url(x)", ""])
def test_only_a_whole_colour_is_taken(colour: str) -> None:
    assert [name for name, _ in colours.problems("light", {"brand": colour})] == ["brand"]


def test_the_sheet_sets_each_scheme_apart_and_leaves_print_alone() -> None:
    sheet = colours.sheet({"light": {"brand": "#123456"}, "dark": {"bar": "#000000"}})
    assert sheet.splitlines() == [
        "@media screen and (prefers-color-scheme: light) { :root { --brand: #123456 } }",
        "@media screen and (prefers-color-scheme: dark) { :root { --bar: #000000 } }",
    ]
    assert colours.sheet({}) == ""


def test_every_colour_that_an_area_may_set_is_one_of_the_style_sheet_and_is_checked() -> None:
    for scheme in colours.SCHEMES:
        for name in colours.OWN:
            assert name in colours.national(scheme)
            extremes = [list(colours.problems(scheme, {name: colour})) for colour in ("#000000", "#ffffff", "#808080")]
            assert any(extremes), name
