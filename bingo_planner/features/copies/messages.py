"""The sentences for what this room refuses, finds and warns of."""

from __future__ import annotations

import bingo_planner.sync.messages  # noqa: F401  # what a meeting refuses is told here too
from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "copies.no_place": (
            "It is not said yet where the copies meet.",
            "Choose a shared folder or a hub under “Meeting place”.",
        ),
        "copies.no_password": (
            "The password of {hub} is not known on this computer.",
            "Type it under “Meeting place”; it is kept in the keyring of the system.",
        ),
        "copies.stopped": (
            "Sync was stopped. What had come is here; what was not sent stays on this computer.",
            "Sync again at any time.",
        ),
        "copies.password_in_address": (
            "The address holds a password.",
            "Type the password into its own field; it is kept in the keyring of the system.",
        ),
        "copies.hub_ok": ("The address of {hub} is complete.", ""),
        "copies.no_folder_named": ("No folder is chosen.", "Choose the shared folder."),
        "copies.no_folder": (
            "The folder {path} is not there.",
            "Check that the network drive or the stick is connected.",
        ),
        "copies.not_writable": (
            "Nothing can be written in {path}.",
            "Ask whoever looks after the folder for the right to write.",
        ),
        "copies.writable": ("{path} can be read and written.", ""),
        "copies.same_disk": (
            "The folder lies on the same disk as the region file.",
            "Good for a folder that another program carries away; it is no second copy by itself.",
        ),
        "copies.others_there": ("Other copies have met here before.", ""),
        "copies.first_there": ("Nobody has met here yet; this copy would be the first.", ""),
        "copies.no_list": (
            "Packets need the list of copies, and there is none yet.",
            "The core city's office begins it under “Devices and rights”.",
        ),
        "copies.not_listed": (
            "This copy is not on the list, so what it enters is not sent to anybody.",
            "Ask the office that keeps the list for an invitation.",
        ),
        "copies.still_at_hub": (
            "“{name}” is off the list, but its login at the hub {hub} is still open: {why}",
            "Ask the hub's administrator to run: hub revoke {name}",
        ),
        "copies.listed": ("This copy is on the list as “{name}”.", ""),
        "copies.no_value": ("No value is typed.", "Type the value, or choose one of the others."),
        "copies.changed": (
            "Another value has come since; nothing was decided.",
            "Look at the values once more.",
        ),
    }
)
