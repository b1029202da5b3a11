"""The store's sentences for refused work."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "file.exists": ("There is already a file at {path}.", "Choose another name, or allow replacing it."),
        "file.missing": (
            "There is no region file at {path}.",
            "Check the name, or start from the sample region.",
        ),
        "file.in_use": (
            "{path} is open in another window of the program.",
            "Go on there, or close it first.",
        ),
        "file.newer": (
            "{path} was written by a newer version of the program (schema {version}, this one knows {known}).",
            "Update the program; the file was not touched.",
        ),
        "file.not_region": ("{path} is not a region file.", "Choose a file that ends in .bingo."),
        "file.damaged": (
            "{path} is damaged and was not touched.",
            "Restore the newest good backup; the damaged file is kept beside it.",
        ),
        "file.read_only": ("{path} cannot be written.", "Choose a folder of your own, such as Documents."),
        "file.cannot_open": ("{path} cannot be opened.", "Check the folder and your rights there."),
        "file.disk_full": (
            "The disk is full, so the last entry was not saved; everything before it is safe.",
            "Free some space and try again.",
        ),
        "file.io": (
            "The disk did not answer, so the last entry was not saved; everything before it is safe.",
            "Check the disk and try again.",
        ),
        "place.network": (
            "{path} is on a network drive, where a region file can be damaged.",
            "Keep it on this computer; colleagues are reached by sync.",
        ),
        "place.removable": (
            "{path} is on a removable drive, which may be pulled out while it is written.",
            "Keep it on this computer; a stick carries packets.",
        ),
        "backup.unsound": ("The backup {path} cannot be read.", "Choose an older one."),
        "record.gone": ("This record is no longer there.", "It may lie in the bin."),
        "record.changed": (
            "Somebody changed this record after you opened it, so it was not put into the bin.",
            "Look at it again; then it can be put there.",
        ),
        "field.unknown": ("“{kind}” has no field “{field}”.", "The list of fields is in the help."),
        "undo.nothing": ("There is nothing to undo.", ""),
        "redo.nothing": ("There is nothing to redo.", ""),
        "log.too_large": (
            "This change is too large ({operations} fields; at most {limit} at once).",
            "Split it into parts.",
        ),
    }
)
