"""What scores photos in whatever engine carries it: plain Python, Ray, Spark or Daft."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headshot_lint.batch.item import Item
from headshot_lint.batch.rows import Row, error_row, row_of, schema, table_of
from headshot_lint.photo import LoadLimits

if TYPE_CHECKING:
    import pyarrow as pa

    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.engine.linter import Linter
    from headshot_lint.engine.profile import Profile
    from headshot_lint.engine.settings import Settings


class BatchScorer:
    """Scores batches of photos; it can be pickled, and loads models where it is first called.

    A photo that cannot be read or judged is a row with an `error`: nothing is raised for it.

    Args:
        settings: how photos are judged; profiles of the user's own travel along.
        landmarks: what finds landmarks: `mediapipe`, `onnx`, or `auto` for whichever is installed.
        limits: caps on the bytes and pixels of a photo.

    Attributes:
        judged_by: a digest of version, models and settings: another one, another row.

    Raises:
        HeadshotLintError: the settings do not hold together.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        landmarks: LandmarkEngine = "auto",
        limits: LoadLimits | None = None,
    ) -> None:
        from headshot_lint.analyse.model_files import model_hashes
        from headshot_lint.engine.settings import Settings

        self.settings = settings or Settings()
        self.landmarks: LandmarkEngine = landmarks
        self.limits = limits or LoadLimits()
        self._made_by = _made_by(model_hashes())
        self.judged_by = _digest(
            [self._made_by, landmarks, vars(self.limits), _settled(self.settings.resolved)]
        )
        self._linter: Linter | None = None

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"_linter": None}

    @staticmethod
    def schema() -> pa.Schema:
        """The Arrow schema of what calls return."""
        return schema()

    def __call__(self, batch: Mapping[str, Sequence[Any]] | pa.Table) -> pa.Table:
        """Score photos and return their rows.

        Args:
            batch: columns by name. `path` names photos and, without more, is opened by fsspec;
                `bytes` holds their content. The others are those of `Item`; a photo whose content
                has the hash `known_sha256` yields no row.
        """
        columns = {name: _as_list(batch[name]) for name in _names(batch)}
        contents = columns.pop("bytes", None) or [None] * len(columns["path"])
        rows = []
        for number, data in enumerate(contents):
            item = Item.of({name: column[number] for name, column in columns.items()})
            row = self.score(item, None if data is None else bytes(data))
            if row is not None:
                rows.append(row)
        return table_of(rows)

    def score(self, item: Item, data: bytes | None = None) -> Row | None:
        """Return the row of one photo; None where its content is the one known."""
        started = time.perf_counter()
        try:
            row = self._score(item, item.read(self.limits) if data is None else data)
        except Exception as error:  # noqa: BLE001 - one photo must not end the run of a million
            row = error_row(item, error)
        return None if row is None else self.signed(row, seconds=time.perf_counter() - started)

    def _score(self, item: Item, data: bytes) -> Row | None:
        whole = len(data) <= self.limits.max_bytes
        sha256 = hashlib.sha256(data).hexdigest() if whole else None
        if sha256 is not None and sha256 == item.known_sha256:
            return None
        return row_of(item, self._judge().check(data, name=item.name), sha256, len(data))

    def signed(self, row: Row, *, seconds: float | None = None) -> Row:
        """The row with what made it."""
        taken = None if seconds is None else round(seconds, 4)
        return row | self._made_by | {"judged_by": self.judged_by, "seconds": taken}

    def _judge(self) -> Linter:
        if self._linter is None:
            from headshot_lint.engine.linter import Linter

            self._linter = Linter(self.settings, engine=self.landmarks, limits=self.limits)
        return self._linter


def _made_by(hashes: Mapping[str, str]) -> dict[str, str]:
    from headshot_lint import __version__

    return {"lint_version": __version__, "models": _digest(dict(hashes))}


def _settled(profile: Profile) -> list[Any]:
    """All of a profile that a verdict depends on."""
    plans = [
        [plan.rule.code, str(plan.severity), plan.points, plan.pinned, repr(plan.rule.options)]
        for plan in profile.active
    ]
    return [profile.label, profile.shape, profile.display_px, dict(profile.categories), plans]


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _names(batch: Mapping[str, Sequence[Any]] | pa.Table) -> list[str]:
    return list(batch.keys() if isinstance(batch, Mapping) else batch.column_names)


def _as_list(column: Any) -> list[Any]:
    """A column as plain values: of Arrow, of numpy, or any sequence."""
    for method in ("to_pylist", "tolist"):
        if hasattr(column, method):
            return list(getattr(column, method)())
    return list(column)
