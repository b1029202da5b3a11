"""The actions of the tab of the report as records."""

from __future__ import annotations

from collections.abc import Callable

from bingo_planner.features.surveys.report.presenter import ReportPresenter
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def report_actions(
    does: ReportPresenter, print_: Callable[[], None], toggle_side: Callable[[], None]
) -> list[Action]:
    """What can be done with the report in front."""

    def ready() -> bool:
        return does.state.can_print

    def there() -> bool:
        return does.state.has_answers

    def save(kind: str) -> Callable[[], None]:
        return lambda: does.asked_to_save(kind)

    return [
        Action(
            "survey_report.side",
            _t("Choose what goes in"),
            toggle_side,
            "Ctrl+Shift+I",
            "sliders-horizontal",
            there,
            "view",
        ),
        Action(
            "survey_report.csv",
            _t("Every figure in a line (CSV)"),
            save("csv"),
            "Ctrl+Shift+L",
            "rows-3",
            there,
            "file",
            tip=_t("For statistics programs: question, group, answer, counts, shares, errors"),
        ),
        Action(
            "survey_report.xlsx",
            _t("Tables for Excel"),
            save("xlsx"),
            "Ctrl+Shift+E",
            "table-2",
            there,
            "file",
            tip=_t("A sheet a question, with charts that Excel draws"),
        ),
        Action(
            "survey_report.pdf",
            _t("Save as PDF"),
            save("pdf"),
            "Ctrl+Shift+S",
            "download",
            there,
            "file",
        ),
        Action(
            "survey_report.docx",
            _t("Copy to Word"),
            save("docx"),
            "Ctrl+Shift+W",
            "copy",
            there,
            "file",
            tip=_t("Headings, tables and text to edit; charts as pictures"),
        ),
        Action(
            "survey_report.print",
            _t("Print all"),
            print_,
            "Ctrl+P",
            "printer",
            ready,
            "file",
            primary=True,
        ),
    ]
