"""The exchange's sentences for refused files."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "exchange.unwritable": (
            "{path} could not be written ({reason}).",
            "The old file was left as it was.",
        ),
        "exchange.kind": ("Files of the kind “{suffix}” cannot be written here.", "Use .xlsx or .csv."),
        "exchange.readable_kind": ("Files of the kind “{suffix}” cannot be read here.", "Use .xlsx or .csv."),
        "exchange.unreadable": (
            "{path} cannot be read as {kind}.",
            "Check the file in the program it came from.",
        ),
        "exchange.missing": ("{path} is not there.", "Check the name and the folder."),
        "exchange.folder": ("{path} is a folder.", "Choose one of the files in it."),
        "exchange.no_access": (
            "{path} cannot be opened ({reason}).",
            "Close it in other programs, or copy it to a folder of your own.",
        ),
        "exchange.markup": (
            "{path} holds a web page or XML, not a table of Excel.",
            "Open it in Excel, save it as .xlsx, and choose that file.",
        ),
        "exchange.quote": (
            "In {path} a quotation mark of row {row} is never closed.",
            "Close it, or save the table as .xlsx.",
        ),
        "exchange.password": (
            "{path} is protected by a password.",
            "Open it in Excel, save it without a password, and choose it again.",
        ),
        "exchange.encoding": (
            "The characters of {path} cannot be read.",
            "Save it as UTF-8 or Shift JIS (CSV).",
        ),
        "exchange.one_sheet": ("A CSV file holds one table, and there are {count}.", "Use .xlsx."),
    }
)
