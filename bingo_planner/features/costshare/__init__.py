"""Who pays what of a joint project: rules, base figures, shares, versions, sheets and notices."""
