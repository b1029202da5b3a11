"""Forms, as pages use them: `Form` inside a page, `SideForm` beside a table, both built from field records."""

from __future__ import annotations

from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.form_fields import Form, FormSection, mnemonic_label
from bingo_planner.ui.form_side import SideForm

__all__ = ["Form", "FormContext", "FormField", "FormSection", "Option", "SideForm", "mnemonic_label"]
