"""The hub's sentences for refused work."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "hub.address": (
            "This is not the address of one PostgreSQL database.",
            "Write it like postgresql://user@server:5432/database.",
        ),
        "hub.address_part": (
            "The address holds “{part}”, which is not for the hub.",
            "Leave it out; allowed are server, port, database, user and the settings that begin with ssl.",
        ),
        "hub.unencrypted": (
            "The way to {host} would not be encrypted, so nothing was sent.",
            "Leave sslmode out of the address, or set it to verify-full or require; the server needs TLS.",
        ),
        "hub.unreachable": (
            "The hub {hub} does not answer ({reason}).",
            "Nothing is lost: entries stay here and are sent at the next sync.",
        ),
        "hub.login": (
            "The hub {hub} does not let this computer in ({reason}).",
            "Check user and password, or ask the hub's administrator for a new invitation.",
        ),
        "hub.tls": (
            "The hub {hub} could not prove who it is ({reason}), so nothing was sent.",
            "Ask its administrator for the certificate and name it with sslrootcert= in the address.",
        ),
        "hub.no_keyring": (
            "This computer has no keyring that could keep the password, and it is written nowhere else.",
            "Set up the keyring of the system, or give the password each time in the variable PGPASSWORD.",
        ),
        "hub.no_password": (
            "The password of {hub} is not known here.",
            "Run the command in a terminal that can ask for it, or set the variable PGPASSWORD.",
        ),
        "hub.too_old": (
            "The server is PostgreSQL {version}; the hub needs 13 or newer.",
            "Nothing was changed there.",
        ),
        "hub.newer": (
            "The hub was set up by a newer version of the program (version {version}, this one knows {known}).",
            "Update the program; nothing was changed there.",
        ),
        "hub.rights": (
            "This user may not set up the hub.",
            "Use a superuser, or one that may create roles and make schemas in this database.",
        ),
        "hub.taken": (
            "Something else in this database is called “sync”; nothing was changed there.",
            "Give the hub a database of its own.",
        ),
        "hub.older": (
            "The hub was set up by an older version of the program.",
            "Ask its administrator to run “hub init” once more; nothing there is lost.",
        ),
        "hub.not_set_up": ("This database is no hub yet.", "Its administrator sets it up with “hub init”."),
        "hub.revoked": (
            "The hub shut this computer out; entries here stay and nothing was sent.",
            "Ask the office that keeps the list of copies for a new invitation.",
        ),
        "hub.foreign": (
            "This copy was sent to the hub under another login before.",
            "Use the invitation it was first connected with, or ask the hub's administrator.",
        ),
        "hub.gap": (
            "The hub lacks what comes before (it waits for transaction {expected}), so nothing was sent.",
            "Sync once more from the computer whose log it is.",
        ),
        "hub.broken": (
            "The hub did not accept what was sent: its bytes do not fit their hash.",
            "Sync once more; if it stays so, check this computer's disk and memory.",
        ),
        "hub.name": (
            "A computer needs a name of 1 to 200 characters.",
            "Type who uses it, or what stands on it.",
        ),
        "hub.no_device": ("The hub has no device “{device}”.", "“hub status” lists them."),
        "hub.many_devices": (
            "Several devices of the hub are called “{device}”; none was changed.",
            "Name it by its login, which “hub status” shows.",
        ),
        "hub.no_admin": (
            "No hub was set up from here.",
            "Say which one with --hub, or set it up with “hub init”.",
        ),
        "hub.unknown": (
            "This copy has not met the others at a hub yet.",
            "Give the address of the invitation: sync postgres ADDRESS.",
        ),
        "hub.no_body": ("There is no body “{body}” in the region.", "Type its name or its five-digit code."),
    }
)
