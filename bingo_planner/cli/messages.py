"""The command line's sentences for refused work."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "cli.kind": ("There is no kind of record “{kind}”.", "Choose one of: {kinds}"),
        "cli.report": ("There is no paper “{kind}”.", "Choose one of: {kinds}"),
        "cli.export": ("There is no export “{kind}”.", "Choose one of: {kinds}"),
        "cli.import": ("Nothing called “{kind}” can be taken in.", "Choose one of: {kinds}"),
        "cli.one_file": ("A survey takes one file of answers at a time.", "Name one file."),
        "cli.assignment": ("“{text}” is not FIELD=VALUE.", ""),
        "file.undo_few": ("Only {count} changes can be undone; nothing was undone.", ""),
        "file.redo_few": ("Only {count} changes can be done again; nothing was changed.", ""),
        "cli.pdf": (
            "A paper is a PDF or a Word file, and “{name}” is neither.",
            "Name it with .pdf or .docx at the end.",
        ),
        "cli.word": ("Nothing called “{kind}” can be written for Word.", "Choose one of: {kinds}"),
        "file.is_region": ("{path} is the region file itself.", "Choose another name."),
        "cli.twice": ("“{field}” is given twice.", "Give each field once."),
        "cli.out": ("Say where to write with --out FILE.", ""),
        "cli.workbook": (
            "Tables are written as a workbook, and “{name}” is none.",
            "Name it with .xlsx at the end.",
        ),
        "cli.trim": ("“{text}” is not LOW,HIGH.", "Write limits like 0.3,3."),
        "cli.which": ("Name the {kind} with --id.", "There are: {choices}"),
    }
)
