"""The two papers of a placement: consultation (協議書 様式1) and answer (回答書 様式2), as offices write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.placement_model import Case, Placements, State
from bingo_planner.features.usage.placement_rules import head_of
from bingo_planner.features.usage.placement_words import ownership_word, rank_words, reason_words
from bingo_planner.kernel.dates import DateStyle, format_date, format_span
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.reports.model import Notice, NoticeItem, Paper

BLANK_NUMBER = "第　　　号"
Letter = Callable[[Placements, Case, DateStyle], Notice]


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


def consultation_paper(facts: Placements, cases: Sequence[Case], style: DateStyle, lang: Language) -> Paper:
    """Consultations of cases, a page each."""
    return _paper(facts, cases, style, lang, "Consultation on a placement", _consultation)


def answer_paper(facts: Placements, cases: Sequence[Case], style: DateStyle, lang: Language) -> Paper:
    """Answers to consultations, a page each."""
    return _paper(facts, cases, style, lang, "Answer on a placement", _answer)


def _paper(
    facts: Placements, cases: Sequence[Case], style: DateStyle, lang: Language, title: str, letter: Letter
) -> Paper:
    with speaking(lang):
        style = DateStyle.WESTERN if lang == "en" else style
        names = [case.number for case in cases]
        subject = translate("placement", title)
        whole = f"{subject} {names[0]}" if len(names) == 1 else subject
        parts = tuple(letter(facts, case, style) for case in cases)
        author = facts.body_name(cases[0].home_id)
        return Paper(
            whole,
            parts,
            author=author,
            subject=subject,
            language=lang,
            date=facts.today,
            foot_mark=facts.foot_mark,
        )


def consulted(case: Case) -> bool:
    """Whether there is something to consult about: the case has been reviewed."""
    return case.state not in (State.APPLIED, State.REJECTED) and bool(case.facility_id)


def answered(case: Case) -> bool:
    """Whether the host has answered."""
    return case.answered_on is not None


def refuse_early(case: Case, *, is_answer: bool) -> None:
    """PlanError `placement.no_paper` for a case that has not come so far."""
    if not (answered(case) if is_answer else consulted(case)):
        raise PlanError("placement.no_paper", number=case.number)


# -- consultation --------------------------------------------------------------------------------------
def _consultation(facts: Placements, case: Case, style: DateStyle) -> Notice:
    home, host = facts.body(case.home_id), facts.host(case)
    facility = facts.facility(case.facility_id)
    items = [
        (_t("Case number"), case.number),
        (_t("Age class"), facts.word(case.age_id) or "－"),
        (_t("Nursery"), _named(facility.name if facility else "－", ownership_word(facility))),
        (_t("Days wanted"), _days(case.wanted_from, case.wanted_to, style)),
        (_t("Reason"), reason_words(facts, case) or "－"),
        (_t("Priority"), rank_words(facts, case)),
    ]
    if case.remark:
        items.append((_t("Remark"), case.remark))
    body = _t("We ask for your answer on the placement below, under article 56-6 of the Child Welfare Act.")
    return Notice(
        _to(host),
        _from(home),
        _t("On the placement of a child in another municipality (consultation)"),
        (body,),
        number=case.consult_no or (BLANK_NUMBER if language() == "ja" else ""),
        date=_day(case.consulted_on, style),
        seal_omitted=True,
        items=_items(items),
        contact=_desk(home),
        form=_t("Form 1"),
    )


# -- answer --------------------------------------------------------------------------------------------
def _answer(facts: Placements, case: Case, style: DateStyle) -> Notice:
    home, host = facts.body(case.home_id), facts.host(case)
    said_yes = case.decided_from is not None and case.state != State.REFUSED
    facility = facts.facility(case.facility_id)
    items = [
        (_t("Case number"), case.number),
        (_t("Answer"), _t("accepted") if said_yes else _t("not accepted")),
        (_t("Nursery"), _named(facility.name if facility else "－", ownership_word(facility))),
    ]
    if said_yes:
        is_private = facility is not None and facility.ownership == "private"
        needed = _t("needed (private nursery)") if is_private else _t("not needed (public nursery)")
        items += [
            (_t("Days decided"), _days(case.decided_from, case.decided_to, style)),
            (_t("Contract"), needed),
        ]
    else:
        items.append((_t("Why not"), case.refusal or "－"))
    return Notice(
        _to(home),
        _from(host),
        _t("On the placement of a child in another municipality (answer)"),
        (_answer_text(case, style),),
        number=case.answer_no or (BLANK_NUMBER if language() == "ja" else ""),
        date=_day(case.answered_on, style),
        seal_omitted=True,
        items=_items(items),
        contact=_desk(host),
        form=_t("Form 2"),
    )


def _answer_text(case: Case, style: DateStyle) -> str:
    day = _day(case.consulted_on, style)
    if case.consult_no:
        return _t("We answer your letter {number} of {day} as follows.", number=case.consult_no, day=day)
    return _t("We answer your letter of {day} as follows.", day=day)


# -- pieces --------------------------------------------------------------------------------------------
def _to(body: Body | None) -> str:
    return _t("To the {head}", head=head_of(body))


def _from(body: Body | None) -> tuple[str, ...]:
    return (head_of(body),)


def _desk(body: Body | None) -> str:
    if body is None or not (body.desk or body.desk_tel):
        return ""
    return _t("Contact: {body} {desk} {tel}", body=body.label, desk=body.desk, tel=body.desk_tel).strip()


def _day(day: dt.date | None, style: DateStyle) -> str:
    if day is not None:
        return format_date(day, style, "long")
    return "　　年　　月　　日" if language() == "ja" else ""


def _days(first: dt.date | None, last: dt.date | None, style: DateStyle) -> str:
    return format_span(first, last, style, "long") if first or last else "－"


def _named(name: str, ownership: str) -> str:
    if not ownership:
        return name
    return f"{name} ({ownership})" if language() == "en" else f"{name}（{ownership}）"


def _items(items: Sequence[tuple[str, str]]) -> tuple[NoticeItem, ...]:
    return tuple(NoticeItem(label, text) for label, text in items)
