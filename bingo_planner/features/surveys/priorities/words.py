"""What a portfolio says in words: zones, axes, figures, one sentence of reading."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bingo_planner.features.surveys.priorities.model import Improvement, Item, Priorities, Settings
from bingo_planner.features.surveys.stats.portfolio import Cut, Importance, Score, Zone
from bingo_planner.features.surveys.stats.rounding import figure_words, half_up
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number


def _t(text: str, **facts: object) -> str:
    return translate("priorities", text, **facts)


def zone_names(settings: Settings) -> Mapping[Zone, str]:
    """Names of the zones, a survey's own before the usual ones."""
    usual = {
        Zone.IMPROVE_FIRST: _t("Improve first"),
        Zone.KEEP_FIRST: _t("Keep first"),
        Zone.IMPROVE: _t("Consider improving"),
        Zone.KEEP: _t("Keep"),
    }
    return usual | dict(settings.zones)


def score_words(settings: Settings, rule: Importance, *, satisfaction: bool) -> str:
    """What an axis shows: 満足度（5点満点の平均）."""
    name = _t("Satisfaction") if satisfaction else _t("Importance")
    if settings.deviation:
        unit = _t("deviation score")
    elif not satisfaction and rule is Importance.CHOSEN:
        unit = _t("share that chose it, %")
    elif not satisfaction and rule is Importance.CORRELATION:
        unit = _t("correlation with overall satisfaction")
    elif not satisfaction and rule is Importance.PARTIAL:
        unit = _t("partial correlation with overall satisfaction")
    else:
        unit = {
            Score.FIVE: _t("mean of 5 points"),
            Score.MEAN: _t("mean of +2 to −2"),
            Score.BALANCE: _t("good less bad, points"),
        }[settings.score]
    return _t("{name} ({unit})", name=name, unit=unit)


def decimals(settings: Settings, rule: Importance, *, satisfaction: bool) -> int:
    """Decimals of a score."""
    if settings.deviation:
        return 1
    if not satisfaction and rule is not Importance.STATED:
        return 1 if rule is Importance.CHOSEN else 2
    return 1 if settings.score is Score.BALANCE else 2


def score_text(value: float, places: int) -> str:
    """A score; △ before negatives."""
    return format_number(half_up(value, places), places)


def signed(value: float, places: int = 1) -> str:
    """+9.9, △1.2, 0.0."""
    rounded = half_up(value, places)
    return ("+" if rounded > 0 else "") + format_number(Decimal(rounded), places)


def improvement_title(settings: Settings) -> str:
    """The head of the last figure."""
    return {
        Improvement.INDEX: _t("Need"),
        Improvement.DEMAND: _t("Demand"),
        Improvement.NONE: "",
    }[settings.improvement]


def cut_words(found: Priorities, value: float, places: int) -> str:
    """平均 3.08."""
    word = {Cut.MEAN: _t("mean"), Cut.MEDIAN: _t("median"), Cut.MIDDLE: _t("middle")}[found.settings.cut]
    return f"{word} {score_text(value, places)}"


def item_words(found: Priorities, item: Item) -> str:
    """公共交通　満足度 2.48　重要度 4.35."""
    return _t(
        "{item}  satisfaction {satisfaction}  importance {importance}",
        item=item.label,
        satisfaction=score_text(item.satisfaction, decimals_plain(found, satisfaction=True)),
        importance=score_text(item.importance, decimals_plain(found, satisfaction=False)),
    )


def decimals_plain(found: Priorities, *, satisfaction: bool) -> int:
    """Decimals of a score itself, also where T-scores are plotted."""
    if found.settings.deviation:
        return (
            2
            if satisfaction or found.rule is Importance.STATED
            else 1
            if found.rule is Importance.CHOSEN
            else 2
        )
    return decimals(found.settings, found.rule, satisfaction=satisfaction)


def reading(found: Priorities) -> str:
    """How many items come first, and which of them most of all."""
    if not found.items:
        return ""
    names = zone_names(found.settings)
    first = found.of_zone(Zone.IMPROVE_FIRST)
    base = {
        Cut.MEAN: _t("the mean"),
        Cut.MEDIAN: _t("the median"),
        Cut.MIDDLE: _t("the middle of the scale"),
    }[found.settings.cut]
    if not first:
        return _t("No item is more important than {base} and less satisfying.", base=base)
    said = _t(
        "{n} items are more important than {base} and less satisfying ({zone}).",
        n=len(first),
        base=base,
        zone=names[Zone.IMPROVE_FIRST],
    )
    if found.settings.improvement is Improvement.NONE:
        return said
    top = [f"“{one.label}”" if language() == "en" else one.label for one in found.items[:2]]
    most = _t("Most in need: {first}, then {second}.", first=top[0], second=top[1]) if len(top) > 1 else ""
    return ("" if language() == "ja" else " ").join(part for part in (said, most) if part)


def error_words(value: float) -> str:
    """±0.05 at 95 %; nothing where there is no error."""
    words = figure_words(1.96 * value, 2)
    return f"±{words}" if words else ""
