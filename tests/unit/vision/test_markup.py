"""The text of a section is read and written back without loss."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bingo_planner.features.vision import markup
from bingo_planner.features.vision.markup import Line, LineKind, Piece

PARTS = st.sampled_from(
    [
        "**",
        "*",
        "{{",
        "}}",
        "{{kpi:a:actual:2023}}",
        "[[",
        "]]",
        "[[map]]",
        "### ",
        "- ",
        "\n",
        "\n\n",
        " ",
        "文",
        "。",
    ]
)
TEXTS = st.lists(PARTS | st.text(max_size=4), max_size=24).map("".join)


@given(TEXTS)
@example("**a****b**")
@example("****a**")
@example("- **{{x}}** と**太字**")
@example("[[map]] ")
def test_reading_and_writing_back_loses_nothing(text: str) -> None:
    assert markup.write(markup.read(text)) == text


@given(TEXTS)
def test_the_kept_form_is_kept(text: str) -> None:
    kept = markup.tidy(text)
    assert markup.tidy(kept) == kept


def test_lines_are_what_they_look_like() -> None:
    lines = markup.read(
        "### 取組の内容\n人口は{{population:region:census:2020}}で**減る**。\n- 一つ目\n[[kpi-table]]\n"
    )
    assert [line.kind for line in lines] == [
        LineKind.HEADING,
        LineKind.PARAGRAPH,
        LineKind.BULLET,
        LineKind.BLOCK,
        LineKind.BLANK,
    ]
    assert lines[1].pieces == (
        Piece("人口は"),
        Piece(field="population:region:census:2020"),
        Piece("で"),
        Piece("減る", bold=True),
        Piece("。"),
    )
    assert lines[3] == Line(LineKind.BLOCK, block="kpi-table")


def test_marks_left_open_stay_words() -> None:
    assert markup.read("**太字{{")[0].pieces == (Piece("**太字{{"),)


def test_paragraphs_stand_apart_and_bullets_together() -> None:
    assert markup.tidy("あ\nい\n\n\n- う\n- え\n[[map]]") == "あ\n\nい\n\n- う\n- え\n\n[[map]]"


def test_fields_blocks_and_characters() -> None:
    text = "あ{{a}}い{{b}}{{a}}\n[[map]]\n### う え\n[[map]]"
    assert markup.fields(text) == ("a", "b")
    assert markup.blocks(text) == ("map",)
    assert markup.characters(text) == 4
    assert markup.is_empty(" \n\n")
    assert not markup.is_empty("[[map]]")
