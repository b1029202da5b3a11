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
