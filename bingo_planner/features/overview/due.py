"""What is due, ends or waits for a figure: one line each, from facts alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from bingo_planner.features.overview.model import (
    Group,
    Line,
    OverviewFacts,
    ProjectBrief,
)
from bingo_planner.features.projects.assess import (
    final_target,
)
from bingo_planner.features.projects.model import Kpi, Status
from bingo_planner.features.staff.model import Task, Term, TermState
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.profile import Profile
from bingo_planner.kernel.text import fold

AHEAD = 90
"""Days to look ahead."""
STEPS_AHEAD = 30
"""Days to look ahead for steps of a project's schedule."""


def group_of(due: dt.date, today: dt.date) -> Group | None:
    """Past, until this Sunday, within 90 days; None: later."""
    if due < today:
        return Group.OVERDUE
    if due <= today + dt.timedelta(days=6 - today.weekday()):
        return Group.WEEK
    return Group.NINETY if due <= today + dt.timedelta(days=AHEAD) else None


class Mine:
    """What belongs to the person at this desk: own tasks and terms, and the projects among the duties."""

    def __init__(self, facts: OverviewFacts, profile: Profile | None) -> None:
        staff, name = facts.staff, fold(profile.name) if profile else ""
        people = [one.id for one in staff.people if name and fold(one.name) == name] if staff else []
        self.people = frozenset(people)
        duties = staff.duties if staff else ()
        self.projects = frozenset(
            duty.project_id for duty in duties if duty.person_id in self.people and duty.project_id
        )

    def person(self, person_id: str | None) -> bool:
        """Whether this is the person at the desk."""
        return person_id in self.people

    def project(self, project_id: str | None) -> bool:
        """Whether a duty of that person belongs to the project."""
        return project_id in self.projects


def due_lines(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    yield from _tasks(facts, mine)
    yield from _steps(facts, mine)
    yield from _terms(facts, mine)
    yield from _ends(facts, mine)
    yield from _memberships(facts)
    yield from _without_figure(facts, mine)


def _dated(
    facts: OverviewFacts, due: dt.date | None, make: Callable[[Group, dt.date, int], Line]
) -> Iterator[Line]:
    group = group_of(due, facts.today) if due is not None else None
    if due is not None and group is not None:
        yield make(group, due, (due - facts.today).days)


def _tasks(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    for task in facts.staff.tasks if facts.staff else ():
        if task.is_open:
            yield from _dated(facts, task.due_on, _task_line(facts, task, mine))


def _task_line(facts: OverviewFacts, task: Task, mine: Mine) -> Callable[[Group, dt.date, int], Line]:
    staff = facts.staff
    note = staff.name_of(task.person_id) if staff else ""
    bodies = (task.body_id,) if task.body_id else bodies_in(facts, task.project_id)
    own = mine.person(task.person_id)

    def make(group: Group, due: dt.date, days: int) -> Line:
        return Line(f"task:{task.id}", group, "task", task.id, task.title, note, bodies, due, days, mine=own)

    return make


def _steps(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    for owner, steps in facts.steps.items():
        project = facts.projects.get(owner)
        if project is None:
            continue
        for step in steps:
            if step.percent < 100 and _is_near(step.due, facts.today):
                yield from _dated(
                    facts, step.due, _step_line(facts, project, step.id, step.title, mine.project(owner))
                )


def _is_near(due: dt.date | None, today: dt.date) -> bool:
    """Steps follow one another so closely that three months of them would hide everything else."""
    return due is not None and due <= today + dt.timedelta(days=STEPS_AHEAD)


def _step_line(
    facts: OverviewFacts, project: ProjectBrief, step_id: str, title: str, own: bool
) -> Callable[[Group, dt.date, int], Line]:
    def make(group: Group, due: dt.date, days: int) -> Line:
        key, bodies = f"milestone:{step_id}", bodies_in(facts, project.id)
        return Line(key, group, "milestone", step_id, title, project.title, bodies, due, days, mine=own)

    return make


def _terms(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    """Terms that end; one whose follow-up is already running is past and done."""
    for term in facts.staff.terms if facts.staff else ():
        if term.state == TermState.FIXED and term.ends_on is not None and term.ends_on >= facts.today:
            yield from _dated(facts, term.ends_on, _term_line(facts, term, mine))


def _term_line(facts: OverviewFacts, term: Term, mine: Mine) -> Callable[[Group, dt.date, int], Line]:
    staff = facts.staff
    name = staff.name_of(term.person_id) if staff else ""
    next_one = (staff.name_of(term.successor_id) if staff else "") or term.successor
    note = (
        translate("overview", "successor: {name}", name=next_one)
        if next_one
        else translate("overview", "no successor yet")
    )
    title = translate("overview", "End of {name}'s secondment", name=name)
    bodies = (term.sender_id,) if term.sender_id else ()
    own = mine.person(term.person_id)

    def make(group: Group, due: dt.date, days: int) -> Line:
        return Line(
            f"secondment:{term.id}", group, "secondment", term.id, title, note, bodies, due, days, mine=own
        )

    return make


def _ends(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    """Projects whose last year ends."""
    for project in facts.projects.values():
        if project.ends_fy is None or project.status == Status.ENDED:
            continue
        due = FiscalYear(project.ends_fy).end
        if due >= facts.today:
            yield from _dated(facts, due, _end_line(facts, project, mine.project(project.id)))


def _end_line(
    facts: OverviewFacts, project: ProjectBrief, own: bool
) -> Callable[[Group, dt.date, int], Line]:
    def make(group: Group, due: dt.date, days: int) -> Line:
        note = translate("overview", "last fiscal year of the project")
        key, bodies = f"project:{project.id}", bodies_in(facts, project.id)
        return Line(key, group, "project", project.id, project.title, note, bodies, due, days, mine=own)

    return make


def _memberships(facts: OverviewFacts) -> Iterator[Line]:
    """Bodies that leave, and pacts that come into force."""
    for body in facts.bodies:
        for term in body.terms:
            if term.left_on is not None and term.left_on >= facts.today:
                title = translate("overview", "{name} leaves the region", name=body.label)
                yield from _dated(facts, term.left_on, _plain(facts, "membership", term.id, title, body.id))
    names = {body.id: body.label for body in facts.bodies}
    for pact in facts.pacts:
        if pact.effective_on is not None and pact.effective_on >= facts.today:
            name = names.get(pact.partner_id or "", pact.title)
            title = translate("overview", "The pact with {name} comes into force", name=name)
            yield from _dated(
                facts, pact.effective_on, _plain(facts, "pact", pact.id, title, pact.partner_id)
            )


def _plain(
    facts: OverviewFacts, kind: str, record_id: str, title: str, body_id: str | None
) -> Callable[[Group, dt.date, int], Line]:
    bodies = (body_id,) if body_id else ()

    def make(group: Group, due: dt.date, days: int) -> Line:
        return Line(f"{kind}:{record_id}", group, kind, record_id, title, "", bodies, due, days)

    return make


def _without_figure(facts: OverviewFacts, mine: Mine) -> Iterator[Line]:
    """KPIs that wait for the figure of the year: marked 未集計, or blank although the year is over."""
    for kpi in facts.kpis:
        year = awaited_year(kpi, facts.year, facts.today)
        if year is not None:
            project = facts.projects.get(kpi.project_id or "")
            yield Line(
                f"kpi:{kpi.id}",
                Group.NO_FIGURE,
                "kpi",
                kpi.id,
                kpi.name,
                project.title if project else "",
                _missing_bodies(facts, kpi, year) or bodies_in(facts, kpi.project_id),
                year=year,
                mine=mine.project(kpi.project_id),
            )


def awaited_year(kpi: Kpi, year: int, today: dt.date) -> int | None:
    """The newest year up to `year` whose figure is missing and can be expected; None when none is."""
    if kpi.flag == "abolished" or final_target(kpi) is None:
        return None
    over = min(year, int(FiscalYear.of(today)) - 1)
    begins = kpi.baseline_year if kpi.baseline_year is not None else min(kpi.targets, default=over)
    for at in (year, over):
        figure = kpi.actuals.get(at, Mark.BLANK)
        waits = figure is Mark.PENDING or (figure is Mark.BLANK and at <= over)
        if waits and at > begins:
            return at
    return None


def _missing_bodies(facts: OverviewFacts, kpi: Kpi, year: int) -> tuple[str, ...]:
    """Members that keep figures of their own for this KPI but have none for the year."""
    known = {body for body, _at in kpi.member_actuals}
    return tuple(
        body.id
        for body in facts.here
        if body.id in known and not isinstance(kpi.member_actuals.get((body.id, year)), Decimal)
    )


def bodies_in(facts: OverviewFacts, project_id: str | None) -> tuple[str, ...]:
    """Members of a project in the year, in official order."""
    return facts.taking_part.get(project_id or "", ())
