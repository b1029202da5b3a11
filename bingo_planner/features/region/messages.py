"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "region.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "region.code_taken": ("The code {code} already belongs to {name}.", "Check the code."),
        "region.left_before_joined": ("The body leaves before it has joined.", "Check both days."),
        "region.terms_overlap": ("This overlaps with another membership of the body.", "Check the days."),
        "region.second_core": ("{name} already is the core city.", "Make it a partner first."),
        "region.signed_on_before_core_voted_on": (
            "Signed before the council of the core city has voted.",
            "Both councils vote before the pact is signed.",
        ),
        "region.signed_on_before_partner_voted_on": (
            "Signed before the partner's council has voted.",
            "Both councils vote before the pact is signed.",
        ),
        "region.notified_on_before_signed_on": (
            "The public notice comes before the signing.",
            "Check both days.",
        ),
        "region.notified_on_before_core_voted_on": (
            "The public notice comes before the vote of the core city's council.",
            "Check both days.",
        ),
        "region.notified_on_before_partner_voted_on": (
            "The public notice comes before the vote of the partner's council.",
            "Check both days.",
        ),
        "region.filed_on_before_signed_on": ("Filed before the signing.", "Check both days."),
        "region.filed_on_before_core_voted_on": (
            "Filed before the council of the core city has voted.",
            "Check both days.",
        ),
        "region.filed_on_before_partner_voted_on": (
            "Filed before the partner's council has voted.",
            "Check both days.",
        ),
        "region.effective_on_before_signed_on": ("In force before the signing.", "Check both days."),
        "region.effective_on_before_core_voted_on": (
            "In force before the council of the core city has voted.",
            "Check both days.",
        ),
        "region.effective_on_before_partner_voted_on": (
            "In force before the partner's council has voted.",
            "Check both days.",
        ),
        "region.partner_is_core": ("The core city has no pact with itself.", "Choose a partner."),
        "region.number_taken": ("The schedule already has an item {number}.", "Choose another number."),
        "region.colour": ("“{text}” is not a colour.", "Type it like #23367A."),
        "region.mark_length": ("A mark has {count} characters at most.", ""),
        "region.area": ("An area is larger than 0.", ""),
        "region.ages": ("The last age comes before the first.", "Check both ages."),
        "region.reason": ("The reason is empty.", "Write why; it stays in the history."),
        "region.item_in_use": (
            "{count} joint projects rest on this item.",
            "Give them another ground first.",
        ),
        "region.is_core": ("{name} is the core city of the region.", "Name another core city first."),
        "region.pact_in_use": (
            "Joint projects rest on items of this pact.",
            "Give them another ground first.",
        ),
    }
)
