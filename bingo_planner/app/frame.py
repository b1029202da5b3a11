"""From the facts of the file and the user's choices to the frame round the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bingo_planner.app.pages import PAGES
from bingo_planner.features.surroundings import Surroundings
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.profile import Profile
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.shellmodel import Lamp, NavItem, Person, ShellState, YearItem

YEARS_BACK, YEARS_AHEAD = 6, 7


def frame(
    facts: Surroundings,
    year: FiscalYear,
    style: DateStyle,
    profile: Profile,
    this_year: FiscalYear,
    counts: Mapping[str, int],
    syncing: bool = False,
) -> ShellState:
    """The whole state of the shell."""
    locked = facts.locked
    return ShellState(
        region=facts.region,
        year=year,
        years=tuple(
            YearItem(this_year.shift(step), int(this_year.shift(step)) in locked)
            for step in range(-YEARS_BACK, YEARS_AHEAD + 1)
        ),
        style=style,
        navigation=tuple(
            NavItem(
                page.page_id,
                page.title(),
                page.icon,
                page.group_title(),
                counts.get(page.page_id, 0),
                "conf" if page.foot else "",
                page.foot,
            )
            for page in PAGES
        ),
        person=Person(profile.name, _post(profile), _mark(facts, profile)),
        saved=_clock(facts.saved_at),
        undo=facts.undo,
        redo=facts.redo,
        lamp=_lamp(facts, syncing),
        locked=int(year) in locked,
    )


def _post(profile: Profile) -> str:
    return " ".join(part for part in (profile.body_name, profile.post) if part)


def _mark(facts: Surroundings, profile: Profile) -> Mark | None:
    for body in facts.bodies:
        if body.code == profile.body_code:
            return Mark(body.mark, body.mark_en, body.color_light, body.color_dark)
    return None


def _clock(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment is not None else ""


def _lamp(facts: Surroundings, syncing: bool) -> Lamp:
    if syncing:
        return Lamp("syncing", translate("app", "Syncing"))
    if not facts.meets:
        return _alone(facts)
    at = translate("app", "sync {time}", time=_brief(facts.last_sync)) if facts.last_sync else ""
    unsent = translate("app", "{n} unsent", n=f"{facts.unsent:,}")
    if facts.offline:
        return Lamp("offline", translate("app", "Offline"), unsent if facts.unsent else at)
    if facts.unsent:
        return Lamp("unsent", unsent, at)
    when = _brief(facts.last_sync) if facts.last_sync else ""
    return Lamp("synced", translate("app", "Synced {time}", time=when))


def _brief(moment: datetime) -> str:
    """The time of a sync; with its day when that was not today."""
    time = f"{moment.hour}:{moment:%M}"
    is_today = moment.date() == datetime.now(moment.tzinfo).date()
    return time if is_today else f"{format_date(moment.date(), form='month_day')} {time}"


def _alone(facts: Surroundings) -> Lamp:
    detail = translate("app", "{n} changes", n=facts.unsent)
    if facts.plays_on is not None:
        style = DateStyle.WESTERN if language() == "en" else DateStyle.ERA
        day = format_date(facts.plays_on, style, "short")
        return Lamp("local", translate("app", "Sample, on {day}", day=day), detail)
    return Lamp("local", translate("app", "On this computer"), detail)
