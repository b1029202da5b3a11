"""The sentences of sync for refused work and for what was not accepted."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "sync.key_locked": (
            "The key of this copy cannot be read.",
            "Sign in as the user who made it; your entries are safe and can still be made here.",
        ),
        "sync.disk_full": (
            "There is no room left at {path}, so nothing was put there.",
            "Free some space there; your entries are safe and go there at the next sync.",
        ),
        "sync.read_only": (
            "Nothing can be written at {path}.",
            "Check your rights there; your entries are safe and go there at the next sync.",
        ),
        "sync.unsound": (
            "What was written at {path} could not be read back, so it was taken away again.",
            "Use another stick or folder; your entries are safe.",
        ),
        "sync.not_mine": (
            "Nobody wrote one of the values of “{item}” on this copy, so there is no “mine”.",
            "Choose “theirs” or type a value.",
        ),
        "sync.bin_or_keep": (
            "“{item}” is about a record in the bin.",
            "Say “keep” or “bin”, or “mine” or “theirs”.",
        ),
        "sync.no_item": ("There is no open item “{item}”.", "`conflicts` lists those that wait."),
        "sync.value": (
            "“{value}” does not fit the field “{field}”.",
            "Enter a value of the kind the field holds.",
        ),
        "sync.reason.incomplete": ("The file is still arriving.", "It is taken in as soon as it is whole."),
        "sync.reason.format": ("The file is not in a form this program knows.", "Update the program."),
        "sync.reason.damaged": (
            "The file is damaged and was not taken in.",
            "The copy that wrote it puts it there again at its next sync.",
        ),
        "sync.reason.signature": (
            "The signature of the file is wrong, so it was not taken in.",
            "Ask the office that keeps the list of copies.",
        ),
        "sync.reason.unknown_device": (
            "The file comes from a copy that is not on the list, so it was not taken in.",
            "Ask the office that keeps the list of copies to add it.",
        ),
        "sync.reason.revoked": ("The file comes from a copy that was taken off the list.", ""),
        "sync.reason.transaction": (
            "The file holds an entry that no copy of this program writes, so it was not taken in.",
            "Ask the office that keeps the list of copies.",
        ),
        "sync.reason.too_large": ("The file is larger than any copy of this program writes.", ""),
        "sync.reason.fork": (
            "One copy has two different pasts: its file was probably copied or set back.",
            "Everything of both is kept. Ask that office to open its region file once and sync again.",
        ),
    }
)
