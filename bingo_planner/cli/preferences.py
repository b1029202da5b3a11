"""The preferences of the program as records; the dialog, the window and the command line read the same ones."""

from __future__ import annotations

from bingo_planner.kernel.settings import Setting

LOOK, LANGUAGE, NUMBERS, INPUT, PRINT, KEEP = (
    "Appearance",
    "Language and years",
    "Numbers and money",
    "Input and keys",
    "Print and PDF",
    "Storage",
)
HIDDEN = ""

SCHEMA: tuple[Setting, ...] = (
    Setting(
        "look.theme",
        "choice",
        "system",
        "Brightness",
        LOOK,
        choices=(("light", "Light"), ("dark", "Dark"), ("system", "As the system")),
    ),
    Setting(
        "look.scale",
        "int",
        100,
        "Text size (%)",
        LOOK,
        hint="Ctrl++ and Ctrl+− change it too; table rows grow with it.",
        minimum=80,
        maximum=200,
    ),
    Setting(
        "look.density",
        "choice",
        "normal",
        "Row height",
        LOOK,
        choices=(("compact", "Compact"), ("normal", "Normal"), ("roomy", "Roomy")),
    ),
    Setting(
        "language.interface",
        "choice",
        "ja",
        "Language",
        LANGUAGE,
        hint="Menus and pages change to it.",
        choices=(("ja", "日本語"), ("en", "English")),
    ),
    Setting(
        "language.years",
        "choice",
        "era",
        "Years",
        LANGUAGE,
        choices=(
            ("era", "Japanese era"),
            ("western", "Western"),
            ("both", "Era, then Western"),
            ("western_first", "Western, then era"),
        ),
    ),
    Setting(
        "keep.folder",
        "str",
        "",
        "Folder for papers",
        KEEP,
        hint="Where papers are offered to be saved; empty: Documents.",
    ),
    Setting("file.last", "str", "", "", HIDDEN),
    Setting("hub.admin", "str", "", "", HIDDEN),
    Setting("profile.signed", "str", "", "", HIDDEN),
    Setting("window.region", "str", "", "", HIDDEN),
    Setting("window.geometry", "str", "", "", HIDDEN),
    Setting("window.year", "int", 0, "", HIDDEN, minimum=0, maximum=9999),
)

GROUP_ICONS = {
    LOOK: "sun",
    LANGUAGE: "languages",
    NUMBERS: "table-2",
    INPUT: "keyboard",
    PRINT: "file-text",
    KEEP: "database",
}
"""An icon for each group of the preferences dialog."""
