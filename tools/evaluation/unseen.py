"""Reports by a linter that has seen nothing of the photograph's source.

The heads of the rules are fitted to other sources; points of the score and limits stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from calibrate import judge
from heads.records import Record, record_all
from heads.study import CACHE, Study, gather, under
from labels import Labelled, Replaced

from evaluation.judged import Judged
from headshot_lint.engine.profile import Profile


class Unseen:
    """Everything judged without its own source.

    Args:
        profile: whose limits hold.
        jobs: photographs measured in parallel.
    """

    def __init__(self, profile: Profile, jobs: int) -> None:
        self.study: Study = gather(jobs)
        self.profile = profile
        self._jobs = jobs
        answers = self.study.material.left_out()
        records = [under(r, said) for r, said in zip(self.study.records, answers, strict=True)]
        self._reports = judge(records, profile)

    def judged(self, labels: Sequence[Labelled]) -> list[Judged]:
        """Labelled photographs with reports and scores that their own source had no part in."""
        by_name = {
            label.path.name: report
            for label, report in zip(self.study.labels, self._reports, strict=True)
        }
        return [Judged(label, by_name[label.path.name]) for label in labels]

    def pairs(self, pairs: Sequence[Replaced]) -> dict[str, float]:
        """Scores of replaced photographs by file name, with their source left out."""
        sources = {path: pair.source for pair in pairs for path in (pair.old, pair.new)}
        paths = sorted(sources)
        found = record_all(paths, self._jobs, CACHE / "pairs.pkl")
        scores = {}
        for path, record in zip(paths, found, strict=True):
            if record is not None:
                scores[path.name] = self._pair_score(record, sources[path])
        return scores

    def _pair_score(self, record: Record, source: str) -> float:
        fold = next(label.fold for label in self.study.labels if label.source == source)
        if record.row is not None:
            record = under(record, self.study.material.without(fold, record.row, record.view))
        (report,) = judge([record], self.profile)
        return report.score
