"""The map: classes, hits, labels, keyboard, table twin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.ui import theme
from bingo_planner.ui.mapview import MapBody, MapLegend, MapView, class_limits, class_of
from tests.ui.kit.samples import collect


def square(
    left: float, low: float, side: float = 1.0, wide: float | None = None
) -> list[tuple[float, float]]:
    """A ring."""
    across = side if wide is None else wide
    return [(left, low), (left + across, low), (left + across, low + side), (left, low + side), (left, low)]


BODIES = (
    MapBody("1", "西市", [square(133.0, 34.0), square(133.3, 33.6, 0.1)], 90.5),
    MapBody("2", "東町", [square(134.0, 34.0)], 40.0),
    MapBody("3", "細長い村", [square(135.0, 34.0, 1.0, 0.04)], None),
)


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView("市町別")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_bodies(BODIES, MapLegend("%", "見込み"))
    made.show()
    return made


def test_a_point_finds_its_body_and_its_islands(view: MapView) -> None:
    canvas = view.canvas
    for code in ("1", "2"):
        assert canvas.body_at(canvas.body_rect(code).center()) == code
    rect = canvas.body_rect("1")
    island = QPointF(rect.left() + rect.width() * 0.35, rect.bottom() - 3)
    assert canvas.body_at(island) == "1"
    assert canvas.body_at(QPointF(1, 1)) == ""


def test_north_is_up_and_east_is_right(view: MapView) -> None:
    canvas = view.canvas
    assert canvas.body_rect("2").left() >= canvas.body_rect("1").right() - 1
    assert canvas.body_rect("1").bottom() > canvas.body_rect("2").bottom()


def test_labels_lie_inside_or_beside_and_never_on_one_another(view: MapView) -> None:
    places = view.canvas._places
    assert places["1"].inside
    assert not places["3"].inside
    rects = [place.rect for place in places.values()]
    for at, one in enumerate(rects):
        assert QRectF(view.canvas.rect()).contains(one)
        assert not any(one.intersects(other) for other in rects[at + 1 :])


def test_tab_walks_in_official_order_and_leaves_at_the_end(view: MapView) -> None:
    told: list[object] = []
    opened: list[object] = []
    view.selected.connect(collect(told))
    view.activated.connect(collect(opened))
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        assert view.canvas.focusNextPrevChild(True)
    assert view.canvas.current == "3"
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert told[-1] == "2"
    assert opened == ["2"]
    assert view.canvas.accessibleDescription() == "東町 40.0"


def test_click_chooses_and_the_twin_follows(view: MapView) -> None:
    told: list[object] = []
    view.selected.connect(collect(told))
    QTest.mouseClick(
        view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.body_rect("2").center().toPoint()
    )
    assert told == ["2"]
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    view.show_table(True)
    assert view.shows_table()
    texts = [view.table.rows_model.text_at(row, 1) for row in range(3)]
    assert texts == ["90.5", "40.0", "未"]
    view.select("1")
    assert view.table.current_id() == "1"
    assert told == ["2"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_classes_are_ordered_and_every_value_has_one(values: list[float]) -> None:
    limits = class_limits(values)
    assert limits == sorted(limits)
    assert len(limits) <= 6
    steps = [class_of(value, limits) for value in sorted(values)]
    assert steps == sorted(steps)
    assert set(steps) <= set(range(7))


def test_limits_are_round() -> None:
    assert class_limits([38.5, 93.8, 60.0]) == [40, 50, 60, 70, 80, 90]
    assert class_limits([]) == []


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_paints_in_every_look(qapp: QApplication, view: MapView, name: theme.Name, scale: float) -> None:
    theme.apply(qapp, theme.Theme(name, scale))
    QApplication.processEvents()
    image = view.canvas.grab().toImage()
    rect = view.canvas.body_rect("2")
    spot = image.pixelColor(int(rect.left() + 6), int(rect.top() + 6)).name()
    step = class_of(40.0, view.canvas.legend.limits)
    assert spot == theme.current().ramp()[step].name()


def test_no_bodies_is_no_fault(qtbot: QtBot) -> None:
    made = MapView("空")
    qtbot.addWidget(made)
    made.show_bodies([], MapLegend())
    made.show()
    assert made.canvas.body_at(QPointF(5, 5)) == ""
    assert not made.canvas.grab().isNull()
