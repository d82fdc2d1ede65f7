"""Every fix, one a file, in the order in which they are tried."""

from headshot_lint.mend.fix import Fix
from headshot_lint.mend.fixes import (
    animation,
    background_blur,
    background_plain,
    bars,
    colours,
    exposure,
    file_format,
    frame,
    noise,
    orientation,
    place,
    prompts,
    transparency,
    weight,
    white_balance,
)

FIXES: tuple[Fix, ...] = (
    place.FIX,
    prompts.FIX,
    orientation.FIX,
    colours.FIX,
    transparency.FIX,
    animation.FIX,
    file_format.FIX,
    frame.FIX,
    bars.FIX,
    weight.FIX,
    exposure.FIX,
    white_balance.FIX,
    noise.FIX,
    background_blur.FIX,
    background_plain.FIX,
)

UNSAFE = tuple(fix.name for fix in FIXES if not fix.safe)
"""Names of the fixes that are carried out only when they are asked for."""
