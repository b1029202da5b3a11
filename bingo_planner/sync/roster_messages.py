"""The sentences about the list of copies and about packets."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "roster.invitation": (
            "This file is no invitation, or it is damaged.",
            "Ask the office that keeps the list of copies for a new one.",
        ),
        "roster.code": (
            "The code does not open this invitation; nothing was changed.",
            "Check the 16 letters and figures with the office that sent it.",
        ),
        "roster.not_keeper": (
            "This copy does not keep the list of copies, so it cannot change it.",
            "Do it on a computer of the core city's office that keeps the list.",
        ),
        "roster.none": (
            "There is no list of copies yet.",
            "The core city's office begins it with “device invite”.",
        ),
        "roster.no_key": (
            "This computer does not hold the key of its copy: the region file was brought from another one.",
            "Ask the office that keeps the list for an invitation and join with it.",
        ),
        "roster.no_device": ("There is no copy “{device}” on the list.", "“device list” shows them."),
        "roster.many_devices": (
            "Several copies on the list are called “{device}”; none was changed.",
            "Name it by its id, which “device list” shows.",
        ),
        "roster.last_keeper": (
            "This is the last copy that keeps the list, so it cannot be taken off.",
            "Invite another keeper first (--keeper).",
        ),
        "roster.filled": (
            "{path} already holds entries that would go to everybody; nothing was changed.",
            "Join with a new file name (--region), or add --merge if that is meant.",
        ),
        "roster.other_region": (
            "This invitation is for another region than this file belongs to.",
            "Join with a new file name (--region).",
        ),
        "roster.old": (
            "This list of copies is older than the one known here, so it was not taken.",
            "Ask the office that keeps the list for a new invitation.",
        ),
        "roster.behind": (
            "The list in this file is older than one this computer has seen, so it cannot be changed here yet.",
            "Sync first; then the newest list is here.",
        ),
        "roster.name": (
            "A copy needs a name of 1 to 200 characters.",
            "Type who uses it, or what stands on it.",
        ),
        "packet.format": ("{file} is no packet of this program, or it is damaged.", "Ask for it once more."),
        "packet.closed": (
            "{file} is closed to this copy: it is for another region, or for copies that are on the list.",
            "Ask the office that keeps the list of copies.",
        ),
        "packet.unread": (
            "{file} cannot be read ({reason}).",
            "Check that the stick is in, and the name of the file.",
        ),
        "packet.gone": (
            "{path} is not there, so no packet was written.",
            "Put the stick in and try again; nothing is lost here.",
        ),
        "packet.nothing": ("There is nothing that the others do not have already.", "No packet was written."),
        "sync.reason.sealed": (
            "The file is closed to this copy.",
            "It opens when the newest list of copies has come; ask the office that keeps it.",
        ),
        "sync.reason.old_roster": ("A list of copies that is older than the one known here came back.", ""),
    }
)
