from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

# Time limits of examples say how busy the machine is, and would fail a sound test.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _no_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What whoever runs the tests has measured before must not be taken for what is measured now.

    Where a test strips the variable from a process, the process has a folder of its own.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HEADSHOT_LINT_CACHE", "false")
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
