"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "share.json": ("“{file}” is not JSON that can be read (line {line}, column {column}).", ""),
        "share.shape": ("“{place}” must be {what}.", ""),
        "share.missing": ("“{key}” is missing.", ""),
        "share.unknown_key": ("“{key}” is not a key of {place}.", "Choose one of: {choices}"),
        "share.key_twice": ("“{key}” is given twice.", "Give each key once."),
        "share.word": ("“{text}” is not a word for “{place}”.", "Choose one of: {choices}"),
        "share.number": ("“{text}” in “{place}” is not an exact decimal number.", ""),
        "share.whole": ("“{text}” in “{place}” is not whole yen.", "Type a whole number."),
        "share.negative": ("“{place}” is negative.", "Figures of a rule are 0 or more."),
        "share.negative_figure": ("The figure of {member} in “{basis}” is negative.", "Check the figure."),
        "share.unit": ("The unit is not a whole number of 1 or more.", "Choose 1, 100, 1000 …"),
        "share.no_members": ("There is no member to share among.", "Name at least one member."),
        "share.member_twice": ("The member {member} is named twice.", "Name each member once."),
        "share.not_member": ("“{place}” names {member}, who is not among the members.", ""),
        "share.lead_missing": ("Nobody is named to take the remainder.", "Name the lead."),
        "share.lead_outside": ("The lead {member} is not among the members.", ""),
        "share.deductions_over": (
            "The money to take off first ({sum} yen) is more than the total ({total} yen).",
            "",
        ),
        "share.fixed_over": ("The fixed amounts ({sum} yen) are more than is shared ({amount} yen).", ""),
        "share.fixed_short": (
            "Everybody pays a fixed amount, but {sum} yen are not the {amount} yen to share.",
            "",
        ),
        "share.fixed_limit": ("The fixed amount of {member} lies outside its own limits.", ""),
        "share.no_components": ("There is no component to share by.", "Name at least one with its ratio."),
        "share.basis_twice": ("The basis “{basis}” is named in two components.", "Put them together."),
        "share.ratio_sum": ("The ratios add up to {sum}, not to 1.", "Correct the ratios."),
        "share.no_base": ("There are no figures for the basis “{basis}”.", ""),
        "share.no_figure": ("The basis “{basis}” has no figure for {member}.", ""),
        "share.equal_base": ("The equal part needs no figures.", "Weigh members instead."),
        "share.inverse_zero": ("The figure of {member} in “{basis}” is 0 and cannot be turned round.", ""),
        "share.base_zero": ("The figures of the basis “{basis}” add up to 0.", "Nobody could be charged."),
        "share.bounds_crossed": (
            "The least {member} pays ({least} yen) is more than the most ({most} yen).",
            "",
        ),
        "share.minimum_over": (
            "The least amounts ({sum} yen) are more than is to share ({amount} yen).",
            "Lower them or widen the relief.",
        ),
        "share.maximum_under": (
            "The highest amounts ({sum} yen) are less than is to share ({amount} yen).",
            "Raise them or widen the relief.",
        ),
        "share.limits_open": ("The limits leave {amount} yen that nobody with a share may take.", ""),
        "share.fall": ("An amount cannot fall by more than all of it.", "Type 1 or less."),
        "share.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "share.no_total": ("The total cost is not known yet.", "Type the total."),
        "share.percent": ("“{label}” is more than 100 %.", ""),
        "share.least_most": ("The least is more than the most.", "Check both amounts."),
        "share.fixed_item": (
            "“{name}” is confirmed.",
            "Open it again with a reason; that makes a new version.",
        ),
        "share.version": ("A confirmed version stays as it is.", "Open its item again for a new one."),
        "share.reason": ("The reason is empty.", "Write why it is opened again."),
        "share.itself": ("An item cannot be held against itself.", "Choose another item."),
        "share.base_used": ("{count} rules use these base figures.", "Give those rules other figures first."),
        "share.base_short": ("{names} have no population figure in this series and year.", "Choose another."),
        "share.nothing_adopted": ("There is no alternative to adopt.", ""),
        "share.no_project": ("There is no joint project to share for.", "Add a project first."),
        "share.no_wish": ("Nothing is to be tried yet.", "Say what should be otherwise."),
        "share.base_fixed": (
            "A confirmed share rests on “{name}”.",
            "Add other base figures beside it.",
        ),
        "share.none_to_print": (
            "There is no cost share that can be printed.",
            "Fill in totals and rules first.",
        ),
        "share.instalments": ("An amount is paid in 1 to {most} instalments.", ""),
    }
)
