"""Writing the vision: one change each, undone and done again without loss; a fixed edition can only be read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bingo_planner.features.projects.tables import BudgetLine, Kpi, Project, ProjectPactItem
from bingo_planner.features.region.tables import Membership, Municipality, Population
from bingo_planner.features.vision import service
from bingo_planner.features.vision.model import CheckKind, EditionState, SectionState
from bingo_planner.features.vision.tables import VisionEdition
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store

FIELD = "{{population:34207:census:2020}}"


@pytest.fixture
def vision(store: Store) -> Store:
    """A vision of three chapters, the second with two sections."""
    service.do_start_vision(store, "びんご圏域ビジョン", "第3期", 2025, 2029, ("趣旨", "現状", "推進体制"))
    with store.change("test") as unit:
        body = unit.add(Municipality(code="34207", name="福山市", sort=1))
        unit.add(Membership(municipality_id=body.id, role="core"))
        unit.add(Population(municipality_id=body.id, series="census", year=2020, persons=460_930))
    parent = titles(store)["現状"]
    for title in ("人口", "産業"):
        service.do_add_section(store, edition(store), parent, "", title)
    return store


def edition(store: Store) -> str:
    found = service.read_vision(store).edition
    assert found is not None
    return found.id


def titles(store: Store) -> dict[str, str]:
    return {item.section.title: item.id for item in service.read_vision(store).outline}


def shape(store: Store) -> list[tuple[int, str]]:
    return [(item.level, item.section.title) for item in service.read_vision(store).outline]


START = [(0, "趣旨"), (0, "現状"), (1, "人口"), (1, "産業"), (0, "推進体制")]


def test_the_outline_after_starting(vision: Store) -> None:
    assert shape(vision) == START
    view = service.read_vision(vision)
    assert view.vision is not None
    assert view.vision.from_fy == 2025
    assert {item.section.state for item in view.outline} == {SectionState.EMPTY}


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (
            lambda s: service.do_move_section(s, titles(s)["産業"], -1),
            [(0, "趣旨"), (0, "現状"), (1, "産業"), (1, "人口"), (0, "推進体制")],
        ),
        (
            lambda s: service.do_move_section(s, titles(s)["現状"], 1),
            [(0, "趣旨"), (0, "推進体制"), (0, "現状"), (1, "人口"), (1, "産業")],
        ),
        (
            lambda s: service.do_indent_section(s, titles(s)["産業"]),
            [(0, "趣旨"), (0, "現状"), (1, "人口"), (2, "産業"), (0, "推進体制")],
        ),
        (
            lambda s: service.do_outdent_section(s, titles(s)["人口"]),
            [(0, "趣旨"), (0, "現状"), (1, "産業"), (0, "人口"), (0, "推進体制")],
        ),
        (
            lambda s: service.do_remove_section(s, titles(s)["現状"]),
            [(0, "趣旨"), (0, "推進体制")],
        ),
        (
            lambda s: service.do_rename_section(s, titles(s)["人口"], " 人口の見通し\n"),
            [(0, "趣旨"), (0, "現状"), (1, "人口の見通し"), (1, "産業"), (0, "推進体制")],
        ),
        (
            lambda s: service.do_add_section(s, edition(s), "", titles(s)["趣旨"], "位置付け"),
            [(0, "趣旨"), (0, "位置付け"), *START[1:]],
        ),
    ],
)
def test_a_change_of_the_outline_is_undone_and_done_again(
    vision: Store, act: Callable[[Store], Changes], after: list[tuple[int, str]]
) -> None:
    changes = act(vision)
    assert changes.touches("vision_section")
    assert shape(vision) == after
    vision.undo()
    assert shape(vision) == START
    vision.redo()
    assert shape(vision) == after


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda s: service.do_move_section(s, titles(s)["人口"], -1), "vision.cannot_move"),
        (lambda s: service.do_indent_section(s, titles(s)["趣旨"]), "vision.cannot_move"),
        (lambda s: service.do_outdent_section(s, titles(s)["趣旨"]), "vision.cannot_move"),
        (lambda s: service.do_rename_section(s, titles(s)["趣旨"], "　"), "vision.title_missing"),
        (lambda s: service.do_new_edition(s, edition(s), " ", 2025), "vision.name_missing"),
    ],
)
def test_what_is_refused(vision: Store, act: Callable[[Store], Changes], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        act(vision)
    assert refused.value.code == code
    assert shape(vision) == START


def test_headings_go_four_levels_deep(vision: Store) -> None:
    service.do_add_section(vision, edition(vision), titles(vision)["人口"], "", "年齢")
    service.do_add_section(vision, edition(vision), titles(vision)["年齢"], "", "子ども")
    assert (3, "子ども") in shape(vision)
    with pytest.raises(PlanError, match="too_deep"):
        service.do_add_section(vision, edition(vision), titles(vision)["子ども"], "", "さらに下")
    with pytest.raises(PlanError, match="too_deep"):
        service.do_indent_section(vision, titles(vision)["現状"])


def test_writing_a_text_notes_the_figures_seen(vision: Store) -> None:
    section = titles(vision)["人口"]
    service.do_write_section(vision, section, f"人口は{FIELD}である。\n\n\n[[population-chart]]\n")
    view = service.read_vision(vision)
    item = view.item(section)
    assert item is not None
    assert item.section.body == f"人口は{FIELD}である。\n\n[[population-chart]]"
    assert item.section.state is SectionState.WRITING
    live = view.figures[FIELD.strip("{}")]
    assert (live.text, live.shown, live.changed) == ("460,930人", "460,930人", False)
    assert view.counts[section] == 7


def test_a_changed_figure_is_told_and_accepted(vision: Store) -> None:
    section = titles(vision)["人口"]
    service.do_write_section(vision, section, f"人口は{FIELD}である。")
    with vision.change("correction") as unit:
        from sqlalchemy import select

        row = unit.session.scalars(select(Population)).one()
        row.persons = 461_000
    view = service.read_vision(vision)
    [check] = [check for check in view.checks if check.kind is CheckKind.CHANGED]
    assert "460,930人" in check.text
    assert "461,000人" in check.text
    assert check.record_id == section
    service.do_accept_figures(vision, edition(vision))
    assert not [c for c in service.read_vision(vision).checks if c.kind is CheckKind.CHANGED]
    vision.undo()
    assert [c for c in service.read_vision(vision).checks if c.kind is CheckKind.CHANGED]


def test_fields_and_blocks_that_print_nothing_are_told(vision: Store) -> None:
    service.do_write_section(vision, titles(vision)["人口"], "{{kpi:gone:actual:2023}}\n[[nothing]]")
    kinds = {check.kind for check in service.read_vision(vision).checks}
    assert {CheckKind.MISSING, CheckKind.UNKNOWN_BLOCK, CheckKind.EMPTY} <= kinds


def test_a_new_edition_carries_text_outline_and_figures(vision: Store) -> None:
    service.do_write_section(vision, titles(vision)["人口"], f"人口は{FIELD}である。")
    old = edition(vision)
    service.do_new_edition(vision, old, "2026年改訂", 2025)
    view = service.read_vision(vision)
    assert view.edition is not None
    assert (view.edition.name, view.edition.based_on_id) == ("2026年改訂", old)
    assert shape(vision) == START
    assert view.figures[FIELD.strip("{}")].shown == "460,930人"
    assert [row.name for row in view.editions] == ["2026年改訂", "初稿"]


def test_a_fixed_edition_can_only_be_read(vision: Store) -> None:
    fixed = edition(vision)
    with vision.change("fix") as unit:
        unit.set(VisionEdition, fixed, state=EditionState.FIXED)
    section = {item.section.title: item.id for item in service.read_vision(vision, fixed).outline}["人口"]
    acts: tuple[Callable[[], Changes], ...] = (
        lambda: service.do_write_section(vision, section, "x"),
        lambda: service.do_remove_section(vision, section),
        lambda: service.do_add_section(vision, fixed, "", "", "x"),
        lambda: service.do_set_state(vision, fixed, EditionState.DRAFT),
        lambda: service.do_accept_figures(vision, fixed),
    )
    for act in acts:
        with pytest.raises(PlanError, match=r"vision\.fixed"):
            act()


def test_consultation_and_back(vision: Store) -> None:
    service.do_set_state(vision, edition(vision), EditionState.CONSULTING)
    found = service.read_vision(vision).edition
    assert found is not None
    assert found.state is EditionState.CONSULTING


def test_an_empty_file_has_no_vision(store: Store) -> None:
    view = service.read_vision(store)
    assert (view.vision, view.edition, view.outline) == (None, None, ())
    with pytest.raises(PlanError, match=r"vision\.none"):
        service.read_catalogue(store, "人口")


def test_projects_and_indicators_with_loose_ends_are_told(vision: Store) -> None:
    with vision.change("test") as unit:
        founded = unit.add(Project(code="1-01", name="根拠のある事業"))
        unit.add(ProjectPactItem(project_id=founded.id, pact_item_id="item"))
        unit.add(Project(code="1-02", name="根拠のない事業"))
        unit.add(Project(code="1-03", name="終わった事業", status="ended"))
        unit.add(Kpi(number="K-1", name="目標のない指標"))
        unit.add(Kpi(number="K-2", name="検討中の指標", target_kind="pending"))
        unit.add(Kpi(number="K-3", name="目標のある指標", target=Decimal(5)))
    found = {(check.kind, check.text) for check in service.read_vision(vision).checks}
    assert {pair for pair in found if pair[0] in (CheckKind.NO_PACT, CheckKind.NO_TARGET)} == {
        (CheckKind.NO_PACT, "1-02 根拠のない事業"),
        (CheckKind.NO_TARGET, "K-1 目標のない指標"),
    }


def test_lines_of_one_budget_cell_add_up(vision: Store) -> None:
    with vision.change("test") as unit:
        project = unit.add(Project(code="1-01", name="事業"))
        for amount in (3_000_000, -1_000_000):
            unit.add(
                BudgetLine(project_id=project.id, fiscal_year=2024, stage="supplementary", amount=amount)
            )
        key = project.id
    service.do_write_section(vision, titles(vision)["人口"], f"{{{{budget:{key}:supplementary:2024}}}}")
    view = service.read_vision(vision)
    assert view.figures[f"budget:{key}:supplementary:2024"].text == "200万円"
