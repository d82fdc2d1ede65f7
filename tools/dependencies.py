"""List what an installation is made of: `python tools/dependencies.py` (`make dependencies`).

Writes `docs/dependencies.md`, with the licence of each package, from the metadata of what is
installed here, and with `--sbom FILE` a bill of materials (CycloneDX 1.6) that has versions, models
and hashes. Exits with 1 where a licence is not allowed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from supply.closure import ALLOWED, SELF, WEAK_COPYLEFT, Package, closure

from headshot_lint import __version__
from headshot_lint.analyse.model_files import model_hashes

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"


def main() -> None:
    """Write the page, or the bill of materials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path, help="write the bill of materials there, not the page")
    arguments = parser.parse_args()
    packages = closure()
    if arguments.sbom:
        text = json.dumps(bill(packages), indent=1, sort_keys=True)
        arguments.sbom.parent.mkdir(parents=True, exist_ok=True)
        arguments.sbom.write_text(f"{text}\n", encoding="utf-8")
    else:
        PAGE.write_text(page(packages), encoding="utf-8")
    refused = [f"{each.name}: {each.licence}" for each in packages if not each.is_allowed]
    if refused:
        sys.exit(f"licences that are not allowed: {', '.join(refused)}")


def page(packages: list[Package]) -> str:
    """Return docs/dependencies.md."""
    rows = "\n".join(map(row, packages))
    weak = ", ".join(f"`{each.name}`" for each in packages if each.licence in WEAK_COPYLEFT)
    return f"""# Dependencies and licences

`make dependencies` wrote this from the metadata of the installed packages. headshot-lint is under
[Apache-2.0](../LICENSE), the models in the package likewise ([NOTICE](../NOTICE)).

| package | licence | comes |
|---|---|---|
{rows}

No package is under the GPL or AGPL, or forbids commercial use; a test refuses licences other than:

{", ".join(sorted(ALLOWED))}.

Of these, MPL-2.0 and LGPL-3.0 ({weak}) oblige whoever passes on a
changed copy of the package itself.

The wheels of numpy, SciPy, OpenCV and Pillow carry libraries of their own (OpenBLAS, FFmpeg's
libraries under the LGPL, libjpeg-turbo, libtiff, libwebp, libavif and others); their licences lie
in the wheels. HEIC is read with `pi-heif`: the wheels of `pillow-heif` carry the encoder x265,
which is under the GPL.

## Versions

The floors in `pyproject.toml` are installed and tested as they stand (`make floors`), and so are
the newest releases. `requirements-dev.lock` has every package of the development environment with
its hashes; `make lock` renews it. `make sbom` writes a bill of materials (CycloneDX) of what is
installed, models included. A wheel can be built again to the same bytes: `make wheel` sets the time
stamps by `SOURCE_DATE_EPOCH`.
"""


def row(package: Package) -> str:
    """Return a package's row."""
    comes = "always" if package.direct else "through others"
    if package.extra:
        comes = f"with the extra `{package.extra}`"
    return f"| `{package.name}` | {package.licence} | {comes} |"


def bill(packages: list[Package]) -> dict[str, Any]:
    """Return the bill of materials."""
    components = [
        {
            "type": "library",
            "name": each.name,
            "version": each.version,
            "purl": f"pkg:pypi/{each.name}@{each.version}",
            "bom-ref": f"{each.name}@{each.version}",
            "licenses": [{"expression": each.licence}],
        }
        for each in packages
    ]
    components += [
        {
            "type": "machine-learning-model",
            "name": name,
            "bom-ref": f"model {name}",
            "hashes": [{"alg": "SHA-256", "content": sha256}],
            "licenses": [{"expression": "Apache-2.0"}],
        }
        for name, sha256 in sorted(model_hashes().items())
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": SELF,
                "version": __version__,
                "bom-ref": SELF,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": components,
    }


if __name__ == "__main__":
    main()
