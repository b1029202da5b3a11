"""The fields of this room's records: one table for forms, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "surveys"

SURVEY_KINDS: Final = (Choice("resident", "Residents"), Choice("business", "Businesses"))
SAMPLINGS: Final = (
    Choice("stratified", "Random within strata"),
    Choice("simple", "Random from the whole"),
    Choice("two_stage", "Two stages (districts, then people)"),
    Choice("census", "Everybody"),
)
METHODS: Final = (
    Choice("post", "By post"),
    Choice("web", "On the web"),
    Choice("post_web", "By post, answered on paper or on the web"),
    Choice("visit", "By visit"),
    Choice("other", "Other"),
)
QUESTION_KINDS: Final = (
    Choice("SA", "One answer"),
    Choice("MA", "Several answers"),
    Choice("NUM", "A number"),
    Choice("FA", "Free text"),
)
NO_ANSWERS: Final = (
    Choice("keep", "Counts in the base"),
    Choice("leave_out", "Is left out of the base"),
)
ROLES: Final = (
    Choice("", "None"),
    Choice("town", "Town"),
    Choice("sex", "Sex"),
    Choice("age", "Age"),
)
MARGIN_RULES: Final = (
    Choice("design", "From the design of the sample"),
    Choice("kish", "1.96√(deff·p(1−p)/n), deff of the weights"),
    Choice("simple", "1.96√(p(1−p)/n)"),
    Choice("two_stage", "2√(2p(1−p)/n)"),
)
IMPORTANCES: Final = (
    Choice("", "As the questions suggest"),
    Choice("stated", "Asked item by item"),
    Choice("chosen", "Share that chose the item"),
    Choice("correlation", "Correlation with overall satisfaction"),
    Choice("partial", "The same with the other items held fixed"),
)
SCORES: Final = (
    Choice("five", "5 steps as 5 to 1 points"),
    Choice("mean", "5 steps as +2 to −2 points"),
    Choice("balance", "Good less bad (%)"),
    Choice("deviation", "Deviation score (mean 50)"),
)
CUTS: Final = (
    Choice("mean", "Mean of the items"),
    Choice("median", "Median of the items"),
    Choice("middle", "Middle of the scale"),
)
ACROSS: Final = (Choice("satisfaction", "Satisfaction"), Choice("importance", "Importance"))
IMPROVEMENTS: Final = (
    Choice("index", "Index of distance and angle"),
    Choice("demand", "Importance less satisfaction"),
    Choice("none", "None"),
)
WEIGHTINGS: Final = (
    Choice("design", "Design weights by stratum"),
    Choice("cell", "Cell weights"),
    Choice("raking", "Raking to margins"),
)


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _ref(key: str, label: str, refers_to: str, **more: object) -> Field:
    return _field(key, label, "body" if refers_to == "municipality" else "ref", refers_to=refers_to, **more)


SURVEY = RecordKind(
    "survey",
    "Survey",
    CONTEXT,
    (
        _field("name", "Survey", required=True, section="What it is"),
        _field("kana", "Reading", "kana", section="What it is"),
        _field("kind", "Who answers", "choice", choices=SURVEY_KINDS, required=True, section="What it is"),
        _field("fiscal_year", "Fiscal year", "fiscal_year", required=True, section="What it is"),
        _field("purpose", "Purpose", "long", section="What it is"),
        _field("area", "Area", section="Sample"),
        _field("target", "Who is asked", hint="Such as 満18歳以上の住民", section="Sample"),
        _field("age_from", "From age", "integer", minimum=0, maximum=100, section="Sample"),
        _field("frame", "Drawn from", hint="Such as 住民基本台帳", section="Sample"),
        _field("sampling", "Way of drawing", "choice", choices=SAMPLINGS, required=True, section="Sample"),
        _field("sampling_note", "Note on drawing", section="Sample"),
        _field("population_series", "Population from", hint="Such as census", section="Sample"),
        _field(
            "population_year",
            "Year of the population",
            "integer",
            minimum=1900,
            maximum=2200,
            section="Sample",
        ),
        _field("method", "Way of asking", "choice", choices=METHODS, required=True, section="In the field"),
        _field("starts_on", "Start", "date", section="In the field"),
        _field("ends_on", "End", "date", section="In the field"),
        _field("items", "What is asked", "long", section="In the field"),
        _field("source", "Source", section="In the field"),
        _field("note", "Note", "long", section="In the field"),
        _field("axes", "Broken down by", hint="q1|q2*q3", section="Tables"),
        _field("star_below", "Star below n", "integer", minimum=0, section="Tables"),
        _field("hide_below", "Not published below n", "integer", minimum=0, section="Tables"),
        _field("margin_rule", "Margins of error", "choice", choices=MARGIN_RULES, section="Tables"),
        _field(
            "satisfaction_by", "Questions of satisfaction", hint="q5", section="Satisfaction × importance"
        ),
        _field("importance_by", "Questions of importance", hint="q6", section="Satisfaction × importance"),
        _field(
            "importance_rule",
            "Importance",
            "choice",
            choices=IMPORTANCES,
            section="Satisfaction × importance",
        ),
        _field("portfolio_score", "Points", "choice", choices=SCORES, section="Satisfaction × importance"),
        _field("portfolio_cut", "Base line", "choice", choices=CUTS, section="Satisfaction × importance"),
        _field(
            "portfolio_across",
            "Runs across",
            "choice",
            choices=ACROSS,
            section="Satisfaction × importance",
        ),
        _field(
            "improvement",
            "Need of improvement",
            "choice",
            choices=IMPROVEMENTS,
            section="Satisfaction × importance",
        ),
        _field(
            "zones",
            "Names of the zones",
            hint="improve_first=…|keep_first=…|keep=…|improve=…",
            section="Satisfaction × importance",
        ),
        _ref("batch_id", "Answers in force", "survey_batch", section="In force"),
        _ref("weight_id", "Weights in force", "survey_weight", section="In force"),
        _field("sort", "Place in the order", "integer", section="In force"),
    ),
)

STRATUM = RecordKind(
    "survey_stratum",
    "Stratum",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _ref("municipality_id", "Town", "municipality"),
        _field("name", "Name of the stratum", hint="Where it is no town"),
        _field("population", "Population", "integer", minimum=0),
        _field("sampled", "Sample", "integer", minimum=0),
        _field("mailed", "Sent", "integer", minimum=0),
        _field("undelivered", "Undelivered", "integer", minimum=0),
        _field("returned", "Returned", "integer", minimum=0),
        _field("valid", "Valid returns", "integer", minimum=0, hint="Only where no answers are held here"),
        _field("note", "Note"),
        _field("sort", "Place in the order", "integer"),
    ),
)

QUESTION = RecordKind(
    "survey_question",
    "Question",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("key", "Id", required=True, hint="Such as q5_1"),
        _field("label", "Question", required=True),
        _field("kind", "Kind of answer", "choice", choices=QUESTION_KINDS, required=True),
        _field("options", "Options", "long", hint="1=男性|2=女性|9=無回答"),
        _field("asked_if", "Asked if", hint="q3=1|2, several joined by &"),
        _field("max_choices", "At most", "integer", minimum=1),
        _field("group_key", "Id of its heading"),
        _field("group_label", "Heading"),
        _field("scores", "Points of options", hint="1=2|2=1|3=0|4=-1|5=-2"),
        _field("no_answer", "No answer", "choice", choices=NO_ANSWERS, required=True),
        _field("positive", "Codes of the good side", hint="1|2"),
        _field("role", "Says the", "choice", choices=ROLES),
        _field("heads", "Heads in the file", hint="Separated by |"),
        _field("sort", "Place in the order", "integer"),
    ),
)

BATCH = RecordKind(
    "survey_batch",
    "File of answers",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("file_name", "File", required=True),
        _field("digest", "Check sum"),
        _field("sheet", "Sheet"),
        _field("encoding", "Encoding"),
        _field("codebook_name", "Code sheet"),
        _field("codebook_digest", "Check sum of the code sheet"),
        _field("rows_read", "Rows in the file", "integer", minimum=0),
        _field("valid", "Answers kept", "integer", minimum=0),
        _field("blank", "Blank forms", "integer", minimum=0),
        _field("left_out", "Rows left out", "integer", minimum=0),
        _field("marked", "Cells counted as no answer", "integer", minimum=0),
        _field("dropped", "Columns not stored"),
        _field("read_on", "Taken in on", "date"),
        _field("read_by", "Taken in by"),
        _field("note", "Note"),
    ),
)

ANSWERS = RecordKind(
    "survey_answers",
    "Answers to a question",
    CONTEXT,
    (
        _ref("batch_id", "File of answers", "survey_batch", required=True),
        _field("key", "Question"),
        _field("kind", "Kind of answer", required=True),
        _field("part", "Part", "integer", minimum=0),
    ),
)

WEIGHT = RecordKind(
    "survey_weight",
    "Weights",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _ref("batch_id", "File of answers", "survey_batch", required=True),
        _field("name", "Name of the weights", required=True),
        _field("method", "Method", "choice", choices=WEIGHTINGS, required=True),
        _field("questions", "Weighted by"),
        _field("targets", "Target totals", "long"),
        _field("targets_note", "Source of the totals"),
        _field("trim_low", "At least × the mean", "decimal"),
        _field("trim_high", "At most × the mean", "decimal"),
        _field("iterations", "Rounds", "integer", minimum=0),
        _field("smallest", "Smallest weight", "decimal"),
        _field("largest", "Largest weight", "decimal"),
        _field("kish_deff", "Design effect (Kish)", "decimal"),
        _field("n_effective", "Effective answers", "decimal"),
        _field("made_on", "Made on", "date"),
        _field("made_by", "Made by"),
        _field("sort", "Place in the order", "integer"),
    ),
)

LINK = RecordKind(
    "survey_link",
    "Link to an earlier question",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("key", "Question", required=True),
        _ref("earlier_id", "Earlier survey", "survey", required=True),
        _field("earlier_key", "Earlier question", required=True),
        _field("options", "Options", hint="1=1|2=2+3"),
        _field("note", "Note"),
    ),
)

KINDS: Final = (SURVEY, STRATUM, QUESTION, BATCH, ANSWERS, WEIGHT, LINK)
"""Every kind of record of this room."""
RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}


def field_of(kind: str, key: str) -> Field:
    """One field; KeyError when there is none."""
    return RECORDS[kind].by_key[key]


def word(kind: str, key: str, value: str) -> str:
    """The wording of a stored word."""
    return field_of(kind, key).choice_name(value)
