"""The pack one person hands over, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.staff.fields import word
from bingo_planner.features.staff.model import Handover, Task
from bingo_planner.features.staff.report import contact_cells, contact_columns, paper_style
from bingo_planner.features.staff.words import (
    day_words,
    span_words,
)
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.reports.model import (
    Column,
    Heading,
    Paper,
    Paragraph,
    Part,
    Records,
    Row,
    RowKind,
    Table,
    Text,
    Title,
    verbatim,
)


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


def handover_title(pack: Handover) -> str:
    """引継書（見本 太郎）."""
    return _t("Handover pack of {name}", name=pack.person.name)


def handover_paper(pack: Handover, style: DateStyle, lang: Language) -> Paper:
    """Duties, open tasks, dates to June, undecided matters, people and projects of one person."""
    with speaking(lang):
        style = paper_style(style, lang)
        parts: list[Part] = [Title(_t("Handover pack")), Records(_about(pack, style), _label_width())]
        parts += _section(_t("Duties"), _duties_table(pack))
        parts += _section(_t("Open tasks"), _tasks_table(pack.open_tasks, style))
        until = format_date(pack.until, style, "long")
        parts += _section(_t("Dates until {day}", day=until), _tasks_table(pack.dates, style))
        parts += _section(_t("Undecided matters"), _tasks_table(pack.undecided, style))
        parts += _section(_t("Whom to talk to"), _whom(pack))
        parts += _section(_t("Joint projects concerned"), _projects(pack))
        parts += [Heading(_t("Taken over"), 1), Records(_signatures(), _label_width())]
        return Paper(
            handover_title(pack),
            tuple(parts),
            author=pack.office,
            subject=_t("Handover pack"),
            language=lang,
            date=pack.today,
            running_title=handover_title(pack),
            right_head=pack.office,
            foot_mark=pack.foot_mark,
        )


def _label_width() -> float:
    """English labels are longer."""
    return 66.0 if language() == "ja" else 100.0


def _about(pack: Handover, style: DateStyle) -> tuple[tuple[str, Text], ...]:
    term, person = pack.term, pack.person
    posts = [part for part in (term.post_home, term.post_host) if part] if term else [person.post]
    agreed = (
        f"{term.agreement_no}　{day_words(term.agreement_on, style)}" if term and term.agreement_no else "－"
    )
    facts = [
        (_t("Name"), f"{person.name}　{person.kana}".strip()),
        (_t("Sent by"), pack.body.label if pack.body else "－"),
        (_t("Post home / here"), " / ".join(posts) or "－"),
        (_t("Term"), span_words(term, style)),
        (_t("Ground"), word("secondment", "ground", term.ground) if term else "－"),
        (_t("Agreement"), agreed),
        (_t("Successor"), pack.successor or _t("not named yet")),
        (_t("Made on"), format_date(pack.today, style, "long")),
    ]
    return tuple((label, verbatim(text)) for label, text in facts)


def _section(title: str, content: Part | None) -> list[Part]:
    return [Heading(title, 1), content or Paragraph(_t("There are none."), "plain")]


def _duties_table(pack: Handover) -> Table | None:
    if not pack.duties:
        return None
    rows = [
        Row((duty.title, duty.share if duty.share is not None else "－", duty.detail or duty.project or "－"))
        for duty in pack.duties
    ]
    rows.append(Row((_t("Together"), sum(duty.share or 0 for duty in pack.duties), ""), RowKind.TOTAL))
    columns = (
        Column(_t("Duty"), share=1.2),
        Column(_t("Share (%)"), width=52, align="right"),
        Column(_t("What it takes"), share=1.8),
    )
    return Table(columns, tuple(rows))


def _tasks_table(tasks: Sequence[Task], style: DateStyle) -> Table | None:
    if not tasks:
        return None
    columns = (
        Column(_t("By"), width=62 if language() == "ja" else 76),
        Column(_t("Matter"), share=1.2),
        Column(_t("Joint project")),
        Column(_t("Details"), share=1.4),
    )
    rows = tuple(
        Row((day_words(task.due_on, style), task.title, task.project or "－", task.detail or "－"))
        for task in tasks
    )
    return Table(columns, rows)


def _whom(pack: Handover) -> Table | None:
    if not pack.people:
        return None
    rows = tuple(
        Row(contact_cells(body.label if body else "", person.section, person.name, person.duty, person.tel))
        for person, body in pack.people
    )
    return Table(contact_columns(), rows)


def _projects(pack: Handover) -> Table | None:
    """Each joint project once, with the duties it comes from."""
    found: dict[str, list[str]] = {}
    for duty in pack.duties:
        if duty.project:
            found.setdefault(duty.project, []).append(duty.title)
    for task in (*pack.open_tasks, *pack.dates, *pack.undecided):
        if task.project:
            found.setdefault(task.project, [])
    if not found:
        return None
    rows = tuple(Row((title, _joined(duties))) for title, duties in found.items())
    return Table((Column(_t("Joint project"), share=1.4), Column(_t("Duty"))), rows)


def _joined(words: Sequence[str]) -> str:
    return (", " if language() == "en" else "、").join(words) or "－"


def _signatures() -> tuple[tuple[str, str], ...]:
    line = _t("Date:                    Name:")
    who = (_t("Handed over by"), _t("Taken over by"), _t("Witnessed by"))
    return tuple((label, line) for label in who)
