"""Fit the learned heads and say how well they do: `python tools/train_heads.py [--write]`.

Looks at labelled photographs (kept in `.headshot_lint_cache/`, so that a second run takes minutes),
leaves every source out once, prints agreement with both raters, and with `--write` replaces
`headshot_lint/data/models/heads.npz` by heads fitted to all of them. Nothing is random;
docs/heads.md is the model card. `tools/heads/fit.py` says how heads are fitted.

Only rows whose licence allows it are fitted (`train_ok` other than `no`).
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from heads.fit import Array
from heads.study import CACHE, Study, gather, under
from heads.targets import NAMES
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from headshot_lint.analyse.heads import OVERALL, Heads
from headshot_lint.model.facts import Impression

MODELS = Path(__file__).parent.parent / "headshot_lint" / "data" / "models"
UNSEEN = CACHE / "unseen.pkl"
"""Impressions of left-out sources, for tools/calibrate.py."""


def main() -> None:
    """Look, leave out, fit, print; with --write replace the heads of the package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the heads into the package")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    study = gather(arguments.jobs)
    answers = study.material.left_out()
    unseen = [
        under(record, said).view.impression if record.row is not None else None
        for record, said in zip(study.records, answers, strict=True)
    ]
    UNSEEN.write_bytes(pickle.dumps(unseen))
    print(table(study, unseen))
    if arguments.write:
        write(study.material.heads())


def table(study: Study, unseen: list[Impression | None]) -> str:
    """Agreement of each head with both raters, and of rater B with A, on left-out sources."""
    faces = np.array([found is not None for found in unseen])
    passed = np.array([label.both("verdict", "pass") for label in study.labels])[faces]
    lines = [
        "head        n(A) n(B)  AUC A   B     B for A   passed by both: 50, 92, 97 % lie below"
    ]
    for name in NAMES:
        a, b = (side[faces] for side in study.said[name])
        values = np.array([getattr(found, name) for found in unseen if found is not None])
        lines.append(_line(name, values, a, b, passed))
    return "\n".join(lines)


def _line(name: str, values: Array, a: Array, b: Array, passed: NDArray[np.bool_]) -> str:
    if name == OVERALL:
        agree = f"{spearmanr(values, a)[0]:.3f} {spearmanr(values, b)[0]:.3f} rank correlation"
        low = " ".join(f"{x:.1f}" for x in np.percentile(values[passed], (3, 8, 50)))
        return f"{name:12}         {agree}; passed by both: 3, 8, 50 % lie below {low}"
    high = " ".join(f"{x:.3f}" for x in np.percentile(values[passed], (50, 92, 97)))
    aucs = f"{roc_auc_score(a, values):.3f} {roc_auc_score(b, values):.3f}"
    return f"{name:12}{a.sum():4.0f} {b.sum():4.0f}  {aucs}  {roc_auc_score(a, b):.3f}   {high}"


def write(heads: Heads) -> None:
    """Replace the heads of the package, and their hash in MODELS.toml."""
    target, listing = MODELS / "heads.npz", MODELS / "MODELS.toml"
    old = hashlib.sha256(target.read_bytes()).hexdigest()
    arrays: dict[str, Any] = {k: np.asarray(v) for k, v in asdict(heads).items()}
    np.savez_compressed(target, **arrays)
    content = target.read_bytes()
    text = listing.read_text(encoding="utf-8")
    head, mark, tail = text.partition('[files."heads.npz"]')
    rest = tail.replace(old, hashlib.sha256(content).hexdigest(), 1).splitlines()
    rest = [f"bytes = {len(content)}" if x.startswith("bytes = ") else x for x in rest]
    listing.write_text(head + mark + "\n".join(rest) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
