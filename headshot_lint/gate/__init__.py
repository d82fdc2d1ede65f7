"""A quality gate behind a generator: generate, lint, adjust, try again, within a budget.

>>> from headshot_lint.gate import Budget, Gate
>>> gate = Gate("linkedin", budget=Budget(attempts=6, seconds=90))
>>> outcome = gate.run(render, {"prompt": "studio headshot"}, seed=7)  # doctest: +SKIP
>>> outcome.image.save("final.png")  # doctest: +SKIP

See `docs/gate.md`.
"""

from headshot_lint.gate.errors import AbortAttempt, GateError, GeneratorError
from headshot_lint.gate.fixes import crop_to
from headshot_lint.gate.gate import Gate
from headshot_lint.gate.keeping import Save
from headshot_lint.gate.many import Job
from headshot_lint.gate.observers import OpenTelemetryObserver
from headshot_lint.gate.remedies import (
    add_negative,
    add_prompt,
    advice,
    custom,
    replace_prompt,
    scale,
    set_to,
)
from headshot_lint.gate.uploads import Reason, Upload, Uploads, check_uploads
from headshot_lint.gate.words import (
    Attempt,
    Budget,
    Finding,
    GateExhausted,
    Judgement,
    Outcome,
    Request,
)

__all__ = [
    "AbortAttempt",
    "Attempt",
    "Budget",
    "Finding",
    "Gate",
    "GateError",
    "GateExhausted",
    "GeneratorError",
    "Job",
    "Judgement",
    "OpenTelemetryObserver",
    "Outcome",
    "Reason",
    "Request",
    "Save",
    "Upload",
    "Uploads",
    "add_negative",
    "add_prompt",
    "advice",
    "check_uploads",
    "crop_to",
    "custom",
    "replace_prompt",
    "scale",
    "set_to",
]
