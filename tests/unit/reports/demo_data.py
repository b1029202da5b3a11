"""Public figures for the demonstration paper: outlines (国土数値情報 N03, 2021) and projections (社人研 R5, H30)."""

import csv
import json
from functools import lru_cache
from pathlib import Path

from bingo_planner.reports.charts import Ring

_FOLDER = Path(__file__).parent / "data"
R5_YEARS = (2020, 2025, 2030, 2035, 2040, 2045, 2050)


@lru_cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache
def _outlines() -> dict[str, tuple[Ring, ...]]:
    features = json.loads((_FOLDER / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    found: dict[str, tuple[Ring, ...]] = {}
    for feature in features:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["properties"]["name"]] = tuple(
            tuple((float(x), float(y)) for x, y in polygon[0]) for polygon in polygons
        )
    return found


def rings(name: str) -> tuple[Ring, ...]:
    """The outlines of a municipality as (longitude, latitude)."""
    return _outlines()[name]


def total(name: str, year: int) -> int:
    """Population of a municipality."""
    return next(
        int(row["total"])
        for row in _rows("population.csv")
        if (row["name"], row["year"]) == (name, str(year))
    )


def region(year: int) -> tuple[int, int, int, int]:
    """All, 0–14, 15–64 and 65+ of the whole region."""
    rows = [row for row in _rows("population.csv") if row["year"] == str(year) and row["name"] in _outlines()]
    everyone, young, working, old = (
        sum(int(row[column]) for row in rows) for column in ("total", "age0_14", "age15_64", "age65plus")
    )
    return everyone, young, working, old


AGES = tuple(dict.fromkeys(row["age"] for row in _rows("ages.csv")))


def by_age(sex: str, year: int) -> tuple[float, ...]:
    """People of the region by age group."""
    return tuple(
        float(row["people"]) for row in _rows("ages.csv") if (row["sex"], row["year"]) == (sex, str(year))
    )
