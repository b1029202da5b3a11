"""Which glyph draws what, and what is cleaned away."""

import pytest

from bingo_planner.reports.fonts import FontBook, clean, measure, resolver, widths


@pytest.mark.parametrize(
    ("face", "char", "drawn"),
    [
        ("M", "漢", "M"),
        ("M", "A", "PM"),
        ("M", "1", "PM"),
        ("M", "𠮷", "N"),
        ("PGT", "1", "PGT"),
        ("PGT", "漢", "PG"),
        ("PBT", "髙", "PB"),
        ("G", "・", "G"),
        ("G", "漢", "PG"),
        ("PG", "\U0002ffff", "?"),
    ],
)
def test_every_character_finds_its_face(face: str, char: str, drawn: str) -> None:
    assert resolver(face)[char] == drawn


def test_digits_of_tables_are_equally_wide() -> None:
    assert {measure(digit, "PGT") for digit in "0123456789"} == {720.0}
    assert measure("1", "PG") < measure("0", "PG")


def test_every_cp932_character_has_a_glyph_in_text_and_tables() -> None:
    chars: set[str] = set()
    for lead in range(0x81, 0xFD):
        for trail in range(0x40, 0xFD):
            try:
                chars.add(bytes((lead, trail)).decode("cp932"))
            except UnicodeDecodeError:
                continue
    drawn = {char for char in chars if len(char) == 1 and not 0xE000 <= ord(char) < 0xF900}
    assert len(drawn) > 7000
    for face in ("M", "PGT", "PBT"):
        assert not [char for char in drawn if resolver(face)[char] == "?"]


def test_clean_composes_but_keeps_the_spelling_of_names() -> None:
    assert clean("か\u3099") == "が"
    assert clean("辻\U000e0100") == "辻"
    assert clean("\ufa19社") == "\ufa19社"
    assert clean("a\u200bb\tc") == "ab c"
    assert clean("行\r\n行") == "行\n行"


def test_missing_characters_are_collected_and_drawn_as_geta() -> None:
    book = FontBook()
    codes = book.codes("?")
    assert codes["\U0002ffff"] == codes["\U0002fffe"]
    assert list(book.missing) == ["\U0002ffff", "\U0002fffe"]
    assert list(book.used["PG"]) == ["〓"]


def test_widths_of_tabular_faces_only_change_digits() -> None:
    assert widths("PGT")["人"] == widths("PG")["人"]
