"""Papers, tables and figures asked for on the page: made in a job, shown or told when they are done."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.usage import service_links
from bingo_planner.features.usage.presenter import UsagePresenter
from bingo_planner.features.usage.state import Tab
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import FileAsk, FollowUp
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import Progress


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


def asked_to_print(does: UsagePresenter) -> None:
    """The month on paper; on the tab of the year, the year."""
    state, desk = does.state, does.desk
    own, month, year = state.service_id, state.month, int(desk.year)
    is_year = state.tab is Tab.YEAR
    title = _t("Joint service over the year") if is_year else _t("Monthly report")
    lang, style = language(), desk.style

    def work(progress: Progress) -> Path:
        from bingo_planner.features.usage import printing

        path = scratch_folder() / f"{title}.pdf"
        if is_year:
            printing.build_year(does.store, own, year, lang, path, progress, style)
        else:
            printing.build_month(does.store, own, month, lang, path, progress, style)
        return path

    does.jobs.run(title, work, lambda path: desk.preview(title, path), desk.problem)


def asked_to_export(does: UsagePresenter) -> None:
    """Every figure of the year as a table."""
    title, year = _t("Use of joint services"), int(does.desk.year)

    def chosen(path: Path) -> None:
        def work(_progress: Progress) -> Path:
            from bingo_planner.exchange import files
            from bingo_planner.features.usage import printing

            files.write(path, printing.sheets_of(does.store, year))
            return path

        def told(made: Path) -> None:
            does.desk.say(_t("Written to {file}.", file=made.name))

        does.jobs.run(title, work, told, does.desk.problem)

    kinds = (("Excel", "*.xlsx"), ("CSV", "*.csv"))
    does.desk.ask_file(FileAsk(_t("Write the figures for Excel"), f"{title}.xlsx", kinds), chosen)


def asked_to_hand_to_kpis(does: UsagePresenter) -> None:
    """Actual figures of the year to the KPIs that take them from this service."""
    own, year = does.state.service_id, int(does.desk.year)

    def done(changes: Changes) -> None:
        count = sum(kind == "kpi_value" for kind, _id in changes.ids)
        does.opened()
        does.desk.say(_t("Handed {n} figures to KPIs.", n=count), _undo(does))

    does.jobs.change(lambda: service_links.do_hand_to_kpis(does.store, year, own), done, does.desk.problem)


def asked_to_hand_base(does: UsagePresenter) -> None:
    """The year's use by home body of the measure shown, as a base of cost shares."""
    table, year = does.state.table, int(does.desk.year)
    if table is None:
        return

    def done(_changes: Changes) -> None:
        does.desk.say(_t("Handed “{measure}” to cost shares.", measure=table.measure.name), _undo(does))

    does.jobs.change(
        lambda: service_links.do_hand_base(does.store, table.measure.id, year), done, does.desk.problem
    )


def _undo(does: UsagePresenter) -> FollowUp:
    return FollowUp(
        _t("Undo"), lambda: does.jobs.change(does.store.undo, lambda _c: does.opened(), does.desk.problem)
    )
