"""The tab of trends: links to earlier surveys, one question over the years. Takes intents, shows states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bingo_planner.features.surveys.crosstab import words as cross_words
from bingo_planner.features.surveys.crosstab.model import Wish
from bingo_planner.features.surveys.crosstab.questions import heading_key, question_lines
from bingo_planner.features.surveys.crosstab.reader import good_codes, options_of
from bingo_planner.features.surveys.frame import FrameData, FrameState
from bingo_planner.features.surveys.room import QuestionRow, Role, SurveyData, SurveyFacts
from bingo_planner.features.surveys.trends import service, words
from bingo_planner.features.surveys.trends.linking import Suggestion, link_of, read_matches, suggest
from bingo_planner.features.surveys.trends.linktable import link_table, read_typed
from bingo_planner.features.surveys.trends.model import Trend
from bingo_planner.features.surveys.trends.pictures import picture_of
from bingo_planner.features.surveys.trends.state import Earlier, LinkTable, TrendState
from bingo_planner.features.surveys.trends.working import Range, Source, trend
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store

Refusal = tuple[str, str, str, PlanError]
"""Row and column of a cell, what was typed, why it is refused."""


def _t(text: str, **facts: object) -> str:
    return translate("trends", text, **facts)


class TrendPresenter:
    """Keeps the answers of the linked surveys; every trend is worked out away from the window."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[TrendState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._facts: SurveyFacts | None = None
        self._earlier: list[SurveyFacts] = []
        self._frame: FrameData | None = None
        self._style = DateStyle.ERA
        self._held: Mapping[str, SurveyData] = {}
        self._unfolded: set[str] = set()
        self._state = TrendState()
        self.refused_cells: Callable[[Sequence[Refusal]], None] | None = None

    @property
    def state(self) -> TrendState:
        """The state shown last."""
        return self._state

    # -- reading -----------------------------------------------------------------------------------
    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey and the earlier ones; read again only when something was."""
        facts = frame.facts
        if facts is None:
            return
        if frame.survey_id != self._state.survey_id:
            self._held, self._unfolded = {}, set()
            self._state = TrendState(survey_id=frame.survey_id, links_open=self._state.links_open)
        elif frame.data is self._frame and frame.style == self._style:
            self._emit(read_only=frame.read_only)
            return
        self._frame, self._style, self._facts = frame.data, frame.style, facts
        self._earlier = earlier_surveys(facts, frame.data.surveys)
        self._state = replace(self._state, read_only=frame.read_only, has_answers=facts.batch is not None)
        self._show(self._state)
        own = frame.survey_id
        self.jobs.query(
            "surveys.trend", lambda: service.read_editions(self.store, own), self._read, self._failed
        )

    def _read(self, held: Mapping[str, SurveyData]) -> None:
        if self._state.survey_id not in held:
            return
        self._held = held
        if self._row(self._state.question) is None:
            self._state = replace(self._state, question=self._first())
            chosen = self._row(self._state.question)
            self._unfolded |= {chosen.group_key} if chosen is not None else set()
        self._state = replace(self._state, loading=False, problem=None, ranges=self._ranges())
        self._make()

    def tried_again(self) -> None:
        """Read and work out once more after a fault."""
        self._refresh()

    def _failed(self, error: PlanError) -> None:
        self._emit(loading=False, problem=error, trend=None, printed=None, picture=None)

    def _first(self) -> str:
        """The first linked question, else the first one that is about something."""
        assert self._facts is not None
        linked = {link.key for link in self._facts.links}
        rows = [row for row in self._facts.questions if row.kind != "FA"]
        keys = [row.key for row in rows if row.key in linked and not row.role]
        return next(iter([*keys, *(row.key for row in rows if not row.role), *(row.key for row in rows)]), "")

    def _ranges(self) -> tuple[tuple[str, str], ...]:
        """Everybody, towns, ages and sexes of the newest survey, by their words: codes may have been others."""
        assert self._facts is not None
        found = [("", cross_words.total_title())]
        for role in (Role.TOWN, Role.AGE, Role.SEX):
            row = self._facts.with_role(role)
            options = row.question.options if row is not None else ()
            found += [(f"{role.value}:{one.label}", one.label) for one in options if not one.is_no_answer]
        return tuple(found)

    # -- working out -------------------------------------------------------------------------------
    def _make(self) -> None:
        facts, row = self._facts, self._row(self._state.question)
        newest = self._held.get(self._state.survey_id)
        if facts is None or row is None or newest is None or not newest.sheet.size:
            self._emit(trend=None)
            return
        sources = [*self._sources(facts, row), Source(newest, self._title(facts), row)]
        wish = Wish(row.key, (), row.no_answer == "leave_out", good_codes(row))
        role, _colon, label = self._state.range_key.partition(":")
        options = options_of(facts.survey)
        self.jobs.query(
            "surveys.trend.made",
            lambda: trend(sources, wish, options, Range(role, label)),
            self._made,
            self._failed,
        )

    def _sources(self, facts: SurveyFacts, row: QuestionRow) -> list[Source]:
        """Linked surveys with answers, the oldest first."""
        found = []
        for other in self._earlier:
            link = link_of(facts.links, row.key, other.id)
            data = self._held.get(other.id)
            if link is None or data is None or not data.sheet.size:
                continue
            asked = next((one for one in other.questions if one.key == link.earlier_key), None)
            if asked is not None and asked.key in data.sheet.answers:
                matches = read_matches(link.options)
                notes = words.notes_of(row, asked, matches, link.note)
                found.append(Source(data, self._title(other), asked, matches, notes))
        return sorted(found, key=lambda one: one.data.survey.fiscal_year or 0)

    def _title(self, facts: SurveyFacts) -> str:
        """The year of a survey, with its name where two share a year."""
        year = facts.survey.fiscal_year
        same = [
            one for one in (*self._earlier, self._facts) if one is not None and one.survey.fiscal_year == year
        ]
        words_ = format_fiscal_year(year, self._style) if year else facts.survey.name
        return words_ if len(same) < 2 else f"{words_} {facts.survey.name}"

    def _made(self, found: Trend) -> None:
        self._emit(trend=found, problem=None)

    def _emit(self, **changed: object) -> None:
        """Show the state with everything that follows from what is held and chosen."""
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        facts, row = self._facts, self._row(state.question)
        if facts is None:
            self._state = state
            self._show(state)
            return
        counts = Counter(
            link.key for link in facts.links if link.earlier_id in {one.id for one in self._earlier}
        )
        lines = question_lines(facts.questions, self._unfolded, state.needle)
        shown = [
            replace(one, kind=_t("{n} linked", n=counts[one.key]) if counts[one.key] else "")
            if not one.items
            else one
            for one in lines
        ]
        title = cross_words.title_of(row) if row is not None else ""
        found = (
            state.trend
            if state.trend is not None and row is not None and state.trend.question.id == row.key
            else None
        )
        self._state = replace(
            state,
            questions=tuple(shown),
            kind=cross_words.kind_words(row.question) if row is not None else "",
            earlier=tuple(self._counted(facts, one) for one in self._earlier),
            trend=found,
            printed=words.printed_trend(found, title, options_of(facts.survey)) if found else None,
            picture=picture_of(found, title) if found is not None else None,
            links=self._links(facts, row),
            told=self._told(found, state.cursor),
        )
        self._show(self._state)

    def _counted(self, facts: SurveyFacts, other: SurveyFacts) -> Earlier:
        linked = sum(link.earlier_id == other.id for link in facts.links)
        return Earlier(other.id, self._title(other), linked, len(suggest(facts, other)))

    def _links(self, facts: SurveyFacts, row: QuestionRow | None) -> LinkTable:
        if row is None:
            return LinkTable()
        return link_table(facts, row, [(one, self._title(one)) for one in self._earlier])

    def _told(self, found: Trend | None, cursor: tuple[str, str]) -> str:
        edition = next((one for one in found.editions if one.survey_id == cursor[0]), None) if found else None
        if found is None or edition is None:
            return ""
        change = words.leading_change(found, edition)
        figure = edition.line.good if found.good else None
        if figure is None or not figure.is_known:
            return f"{edition.title} | n {edition.line.n:,}"
        return _t(
            "{survey} | {name} {percent} % ({margin}), change {change}",
            survey=edition.title,
            name=words.leading_name(found),
            percent=cross_words.percent(figure),
            margin=cross_words.margin_words(figure),
            change=words.change_cell(change).text,
        )

    def _row(self, key: str) -> QuestionRow | None:
        rows = self._facts.questions if self._facts is not None else ()
        return next((row for row in rows if row.key == key), None)

    # -- choosing ----------------------------------------------------------------------------------
    def chose_question(self, key: str) -> None:
        """Another question."""
        row = self._row(key)
        if row is None or row.kind == "FA" or key == self._state.question:
            return
        if row.group_key:
            self._unfolded.add(row.group_key)
        self._state = replace(self._state, question=key)
        self._make()

    def went_to(self, link_id: str) -> None:
        """The question of a link, with its links open."""
        links = self._facts.links if self._facts is not None else ()
        link = next((one for one in links if one.id == link_id), None)
        if link is not None:
            self._state = replace(self._state, links_open=True)
            self.chose_question(link.key)
            self._emit()

    def folded(self, key: str) -> None:
        """Fold or unfold a heading of a matrix."""
        for row in self._facts.questions if self._facts is not None else ():
            if heading_key(row.group_key) == key:
                self._unfolded ^= {row.group_key}
                break
        self._emit()

    def filtered(self, needle: str) -> None:
        """Show only questions that hold these words."""
        self._emit(needle=needle)

    def chose_range(self, key: str) -> None:
        """Everybody, a town, an age."""
        if key != self._state.range_key:
            self._state = replace(self._state, range_key=key)
            self._make()

    def moved(self, survey_id: str, head: str) -> None:
        """The cursor came to a survey in the table."""
        if (survey_id, head) != self._state.cursor:
            self._emit(cursor=(survey_id, head))

    def asked_for_links(self) -> None:
        """Open or close the grid in which links are corrected."""
        self._emit(links_open=not self._state.links_open)

    def closed_links(self) -> None:
        """The side was closed."""
        if self._state.links_open:
            self._emit(links_open=False)

    # -- linking -----------------------------------------------------------------------------------
    def asked_to_link(self) -> None:
        """Take over every suggestion, survey by survey, in one step each."""
        if self._facts is None or self._state.read_only:
            return
        facts, total = self._facts, self._state.suggested
        for other in self._earlier:
            found = suggest(facts, other)
            if found:
                self.jobs.change(
                    self._linking(facts.id, other.id, found),
                    lambda _changes: self._refresh(),
                    self.desk.problem,
                )
        if total:
            self.desk.say(_t("{n} questions were linked. Look through what the words did not tell.", n=total))

    def _linking(self, own: str, other: str, found: Sequence[Suggestion]) -> Callable[[], Changes]:
        return lambda: service.do_link_suggested(self.store, own, other, found)

    def typed(self, cells: Sequence[tuple[str, str, str]]) -> None:
        """Cells of the grid of links: row, earlier survey, text. What cannot be read stays there with its reason."""
        facts, row = self._facts, self._row(self._state.question)
        if facts is None or row is None or self._state.read_only:
            return
        found = read_typed(facts, row, self._earlier, cells)
        if found.edits or found.unlinked:
            self.jobs.change(
                lambda: service.do_link(
                    self.store, facts.id, found.edits, [(row.key, one) for one in found.unlinked]
                ),
                lambda _changes: self._refresh(),
                self.desk.problem,
            )
        if found.refused and self.refused_cells is not None:
            self.refused_cells(found.refused)


def earlier_surveys(facts: SurveyFacts, surveys: Sequence[SurveyFacts]) -> list[SurveyFacts]:
    """Surveys of the same people that came before, the oldest first; those without questions are no use."""
    year = facts.survey.fiscal_year or 0
    found = [
        one
        for one in surveys
        if one.id != facts.id
        and one.questions
        and one.survey.kind == facts.survey.kind
        and (one.survey.fiscal_year or 0) <= year
    ]
    return sorted(found, key=lambda one: (one.survey.fiscal_year or 0, one.id))
