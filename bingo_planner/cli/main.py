"""The command line: one contract for people, scripts and checks.

Exit 0 done, 1 refused (one sentence on standard error, nothing half written), 2 wrong use.
"""

from __future__ import annotations

import io
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from bingo_planner import __version__
from bingo_planner.cli import messages as messages
from bingo_planner.cli.output import complain, flush
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import Language, set_language, translate

Verb = Callable[[Namespace], int]


def run(arguments: Sequence[str], window: Mapping[str, Verb]) -> int:
    """Carry out a command. `window` holds the verbs that need Qt: open, shots, self-test, bench."""
    _speak_utf8()
    parsed = parser(window).parse_args(arguments)
    set_language(cast(Language, parsed.lang or _language()))
    try:
        code: int = parsed.verb(parsed)
    except PlanError as error:
        complain(str(describe(error)))
        for problem in error.problems[1:]:
            complain(f"  {problem.field}: {describe(problem)}")
        if error.facts.get("backup"):
            complain(translate("cli", "Newest good backup: {path}", path=error.facts["backup"]))
        return 2 if error.code.startswith("cli.") else 1  # the command was wrong, not the data
    except OSError as error:
        complain(str(describe(error)))
        return 1
    except KeyboardInterrupt:
        return 1
    except Exception as error:  # a fault of the program: one sentence, and the details in a file
        complain(str(describe(error)))
        complain(_keep_fault())
        return 1
    finally:
        flush()
    return code


def _keep_fault() -> str:
    """Write the fault under way beside the settings, for whoever mends it; where it lies."""
    import traceback

    from bingo_planner.cli.home import user_home

    path = user_home().folder / "last-fault.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8", errors="replace")
    except OSError:
        return traceback.format_exc(limit=-1)
    return str(path)


def _scale(text: str) -> float:
    """How large pictures are drawn: half to four times."""
    number = float(text)
    if not 0.5 <= number <= 4:
        raise ValueError(text)
    return number


def _count(text: str) -> int:
    """A whole number from 1, in any width."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def parser(window: Mapping[str, Verb]) -> ArgumentParser:
    """The parser with every verb; handlers are imported only when they run."""
    top = ArgumentParser(prog="bingo-planner", description="Planner of a metropolitan area of municipalities")
    top.add_argument("--version", action="version", version=__version__)
    _common(top)
    top.add_argument("--page", help="page to open")
    top.set_defaults(verb=window["open"], region=None, lang=None)
    verbs = top.add_subparsers(title="verbs", metavar="VERB")
    _file_verbs(verbs)
    _paper_verbs(verbs)
    _survey_verbs(verbs)
    _record_verbs(verbs)
    _sync_verbs(verbs)
    _hub_verbs(verbs)
    _window_verbs(verbs, window)
    return top


def _common(command: ArgumentParser, *, json: bool = False) -> None:
    # Nothing is set when a verb does not name it: `--region FILE` before the verb must not be forgotten.
    command.add_argument("--region", type=Path, default=SUPPRESS, help="region file (.bingo)", metavar="FILE")
    _language_option(command)
    if json:
        command.add_argument("--json", action="store_true", help="print JSON")


def _language_option(command: ArgumentParser) -> None:
    command.add_argument(
        "--lang", choices=("ja", "en"), default=SUPPRESS, help="language of words and papers"
    )


def _verb(verbs: _SubParsersAction[ArgumentParser], name: str, text: str, handler: Verb) -> ArgumentParser:
    command = verbs.add_parser(name, help=text, description=text)
    command.set_defaults(verb=handler)
    return command


def _late(module: str, name: str) -> Verb:
    """A handler that is imported when it runs: `--help` and small verbs stay quick."""

    def handler(arguments: Namespace) -> int:
        from importlib import import_module

        verb: Verb = getattr(import_module(f"bingo_planner.cli.{module}"), name)
        return verb(arguments)

    return handler


def _file_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    command = _verb(
        verbs, "sample", "write a region file with the sample region", _late("verbs_file", "sample")
    )
    command.add_argument("file", metavar="FILE")
    command.add_argument("--scale", type=int, choices=(1, 10), default=1)
    command.add_argument("--force", action="store_true", help="replace an existing file")
    _language_option(command)
    command = _verb(verbs, "info", "what is in a region file", _late("verbs_file", "info"))
    _common(command, json=True)
    command = _verb(verbs, "history", "who changed what and when", _late("verbs_file", "history"))
    _common(command, json=True)
    command.add_argument("--kind", metavar="K")
    command.add_argument("--id", metavar="ID")
    command.add_argument("--limit", type=_count, default=500, metavar="N")
    for name, text in (("undo", "take back the last changes"), ("redo", "do again what was taken back")):
        command = _verb(verbs, name, text, _late("verbs_file", name))
        command.add_argument("count", nargs="?", type=_count, default=1, metavar="N")
        _common(command)


def _paper_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    command = _verb(
        verbs, "report", "make a paper (PDF, Word); `report list` names them", _late("verbs_paper", "report")
    )
    command.add_argument("kind", metavar="KIND")
    command.add_argument("--out", type=Path, metavar="FILE.pdf|.docx")
    command.add_argument("--edition", metavar="ID")
    command.add_argument(
        "--id", metavar="ID", help="the person, project, cost item, body or survey the paper is about"
    )
    command.add_argument("--year", metavar="FY", help="fiscal year, such as R6 or 2024")
    _common(command)
    command = _verb(
        verbs,
        "export",
        "write tables (xlsx, csv) or a paper (docx); `export list` names them",
        _late("verbs_paper", "export"),
    )
    command.add_argument("kind", metavar="KIND")
    command.add_argument("--out", type=Path, metavar="FILE")
    command.add_argument(
        "--shape", choices=("view", "data"), default="view", help="to look at, or for machines"
    )
    command.add_argument("--encoding", choices=("cp932", "utf-8-sig"), default="cp932", help="of a CSV file")
    command.add_argument("--id", metavar="ID", help="the cost item or survey that is wanted alone")
    command.add_argument("--year", metavar="FY", help="fiscal year, such as R6 or 2024")
    _common(command)
    command = _verb(
        verbs, "import", "take figures or answers in from files", _late("verbs_import", "import_files")
    )
    command.add_argument("kind", metavar="KIND", help="usage or survey")
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--dry-run", action="store_true", help="only say what would be taken in")
    command.add_argument("--accept-good", action="store_true", help="take the good lines, leave the others")
    command.add_argument("--service", metavar="NAME", help="the service the figures belong to")
    command.add_argument("--year", metavar="FY", help="fiscal year of months that name none")
    command.add_argument(
        "--reason", default="", metavar="TEXT", help="why figures of confirmed months change"
    )
    command.add_argument(
        "--survey",
        default="",
        metavar="NAME",
        help="the survey the answers belong to; a new name makes a new one",
    )
    command.add_argument("--codebook", type=Path, metavar="FILE", help="the code sheet of the answers")
    command.add_argument("--sheet", default="", metavar="NAME", help="the sheet of the answers")
    command.add_argument("--mark", action="store_true", help="cells that are wrong count as no answer")
    command.add_argument("--replace", action="store_true", help="replace the answers that the survey has")
    _common(command, json=True)
    command = _verb(
        verbs, "share", "who pays what by a rule of sharing in a JSON file", _late("verbs_share", "share")
    )
    command.add_argument("file", type=Path, metavar="RULE.json")
    command.add_argument("--json", action="store_true", help="print JSON")
    _language_option(command)
    command = _verb(
        verbs, "demo", "sample region, vision PDF and pictures without a screen", _late("demo", "demo")
    )
    command.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    _language_option(command)


def _survey_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    survey = verbs.add_parser(
        "survey",
        help="tables and weights of a survey from files",
        description="Tables and weights of a survey",
    )
    parts = survey.add_subparsers(title="verbs", metavar="VERB", required=True)
    command = _verb(
        parts, "tabulate", "frequency and cross tables with their errors", _late("verbs_survey", "tabulate")
    )
    command.add_argument("--answers", type=Path, required=True, metavar="FILE", help="one row a respondent")
    command.add_argument("--codebook", type=Path, required=True, metavar="FILE", help="one row a question")
    command.add_argument(
        "--by", action="append", default=[], metavar="ID,ID", help="axes; ID*ID nests one in another"
    )
    command.add_argument("--questions", action="append", default=[], metavar="ID,ID", help="only these")
    command.add_argument("--weight", metavar="COL", help="column of weights")
    command.add_argument("--strata", metavar="COL", help="column of strata")
    command.add_argument(
        "--cluster", metavar="COL", help="column of clusters, numbered anew in every stratum"
    )
    command.add_argument(
        "--fpc",
        metavar="COL",
        help="units in the population of the stratum: people, or clusters with --cluster",
    )
    command.add_argument("--targets", type=Path, metavar="FILE", help="rake to these margins first")
    command.add_argument(
        "--no-answer", choices=("keep", "drop"), default="keep", help="無回答 in the base, or left out"
    )
    command.add_argument(
        "--lonely", choices=("refuse", "certainty", "adjust", "average"), default="refuse",
        help="what a stratum with a single unit adds to the error",
    )  # fmt: skip
    _untargeted(command)
    command.add_argument("--out", type=Path, metavar="FILE.xlsx")
    command.add_argument("--json", action="store_true", help="print JSON")
    _language_option(command)
    command = _verb(parts, "weight", "weights raked to margins", _late("verbs_survey", "weight"))
    command.add_argument("--answers", type=Path, required=True, metavar="FILE", help="one row a respondent")
    command.add_argument("--weight", metavar="COL", help="column of weights to start from")
    command.add_argument(
        "--targets", type=Path, required=True, metavar="FILE", help="columns question, code, total"
    )
    command.add_argument("--trim", metavar="LOW,HIGH", help="limits as multiples of the mean weight")
    _untargeted(command)
    command.add_argument("--json", action="store_true", help="print JSON")
    _language_option(command)


def _untargeted(command: ArgumentParser) -> None:
    command.add_argument(
        "--untargeted", choices=("refuse", "keep"), default="refuse", help="respondents in no target category"
    )


def _record_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    command = _verb(
        verbs, "list", "list the records of a kind (or the bin)", _late("verbs_records", "list_kind")
    )
    command.add_argument("kind", metavar="KIND")
    _common(command, json=True)
    command = _verb(verbs, "add", "add a record", _late("verbs_records", "add"))
    command.add_argument("kind", metavar="KIND")
    command.add_argument("fields", nargs="*", metavar="FIELD=VALUE")
    _common(command)
    command = _verb(verbs, "set", "set fields of a record", _late("verbs_records", "set_fields"))
    command.add_argument("kind", metavar="KIND")
    command.add_argument("id", metavar="ID")
    command.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    _common(command)
    for name, text in (("remove", "put a record into the bin"), ("restore", "take a record out of the bin")):
        command = _verb(verbs, name, text, _late("verbs_records", name))
        command.add_argument("kind", metavar="KIND")
        command.add_argument("id", metavar="ID")
        _common(command)


def _sync_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    sync = verbs.add_parser("sync", help="exchange entries with other copies")
    ways = sync.add_subparsers(title="verbs", metavar="VERB", required=True)
    command = _verb(ways, "folder", "meet in a shared folder or on a stick", _late("verbs_sync", "folder"))
    command.add_argument("path", type=Path, metavar="PATH")
    _common(command, json=True)
    _common(
        _verb(
            ways,
            "status",
            "what is unsent, what waits, which copies there are",
            _late("verbs_sync", "status"),
        ),
        json=True,
    )
    command = _verb(ways, "postgres", "meet at the hub", _late("verbs_meet", "postgres"))
    command.add_argument("dsn", nargs="?", metavar="DSN", help="address of the hub; without it, the last one")
    _common(command, json=True)
    _packet_verbs(ways)
    _device_verbs(verbs)
    command = _verb(verbs, "conflicts", "what waits for a person", _late("verbs_sync", "conflicts"))
    _common(command, json=True)
    command = _verb(verbs, "resolve", "settle what waits", _late("verbs_sync", "resolve"))
    command.add_argument("item", metavar="ITEM")
    command.add_argument("choice", metavar="mine|theirs|VALUE")
    _common(command)


def _packet_verbs(ways: _SubParsersAction[ArgumentParser]) -> None:
    packet = ways.add_parser("packet", help="one file for a stick or a mail gateway")
    steps = packet.add_subparsers(title="verbs", metavar="VERB", required=True)
    command = _verb(steps, "out", "write a packet", _late("verbs_meet", "packet_out"))
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--for", dest="to", action="append", metavar="DEVICE", help="a copy; without: all")
    command.add_argument("--whole", action="store_true", help="everything, whatever they are known to have")
    _common(command, json=True)
    command = _verb(steps, "in", "take a packet in", _late("verbs_meet", "packet_in"))
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--dry-run", action="store_true", help="only say from whom and for whom it is")
    _common(command, json=True)


def _device_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    device = verbs.add_parser("device", help="the list of copies")
    steps = device.add_subparsers(title="verbs", metavar="VERB", required=True)
    command = _verb(
        steps,
        "invite",
        "put a copy on the list, write its invitation",
        _late("verbs_device", "device_invite"),
    )
    command.add_argument("body", metavar="BODY")
    command.add_argument("name", metavar="NAME")
    command.add_argument("--out", type=Path, metavar="FILE", help="where the invitation goes")
    command.add_argument(
        "--office", action="store_true", help="it also gets what is for the liaison office alone"
    )
    command.add_argument("--keeper", action="store_true", help="it may change the list, too")
    _common(command, json=True)
    command = _verb(steps, "join", "become the copy of an invitation", _late("verbs_device", "device_join"))
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--code", metavar="CODE", help="of the invitation; without: asked for")
    command.add_argument("--merge", action="store_true", help="send what this file holds to everybody")
    _common(command, json=True)
    command = _verb(steps, "revoke", "shut a copy out", _late("verbs_device", "device_revoke"))
    command.add_argument("device", metavar="ID")
    _common(command, json=True)
    _common(_verb(steps, "list", "every copy on the list", _late("verbs_device", "device_list")), json=True)


def _hub_verbs(verbs: _SubParsersAction[ArgumentParser]) -> None:
    hub = verbs.add_parser("hub", help="the PostgreSQL hub, for its administrator")
    steps = hub.add_subparsers(title="verbs", metavar="VERB", required=True)
    command = _verb(steps, "init", "set a database up as the hub", _late("verbs_hub", "hub_init"))
    command.add_argument("dsn", metavar="DSN")
    _common(command, json=True)
    command = _verb(
        steps, "invite", "make a login for one computer of a body", _late("verbs_hub", "hub_invite")
    )
    command.add_argument("body", metavar="BODY")
    command.add_argument("name", metavar="NAME")
    command.add_argument(
        "--office", action="store_true", help="it also holds what is for the liaison office alone"
    )
    _hub_options(command)
    command = _verb(steps, "revoke", "shut a device out", _late("verbs_hub", "hub_revoke"))
    command.add_argument("device", metavar="DEVICE")
    _hub_options(command)
    command = _verb(steps, "status", "devices, last entries, size", _late("verbs_hub", "hub_status"))
    _hub_options(command)


def _hub_options(command: ArgumentParser) -> None:
    command.add_argument("--hub", metavar="DSN", help="another hub than the one set up last")
    _common(command, json=True)


def _window_verbs(verbs: _SubParsersAction[ArgumentParser], window: Mapping[str, Verb]) -> None:
    command = _verb(verbs, "shots", "every page as PNG", window["shots"])
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    command.add_argument("--theme", choices=("light", "dark"), default="light")
    command.add_argument("--scale", type=_scale, default=1.0)
    command.add_argument("--size", default="1366x768", metavar="WxH")
    _common(command)
    _common(_verb(verbs, "self-test", "open the sample, draw every page, make one PDF", window["self-test"]))
    command = _verb(verbs, "bench", "speed, each figure as a ratio to its yardstick", window["bench"])
    _common(command, json=True)


def _language() -> str:
    from bingo_planner.cli.home import user_home, user_settings

    return user_settings(user_home()).text("language.interface")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
