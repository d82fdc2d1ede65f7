# Runs in the environment that README.md sets up; `make PYTHON=python3 test` takes another.
PYTHON ?= .venv/bin/python

.PHONY: test lint generate docs bench bench-warm fixtures evaluate ladders fairness invariance team mend gate page providers hostile fuzz golden lock floors versions dependencies sbom wheel scale outlive ray fuzz-service load-service

test:      ## run the tests
	$(PYTHON) -m pytest -n auto

lint:      ## everything that a change must pass besides the tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(PYTHON) tools/generate.py --check

generate:  ## write the schemas and the generated documents
	$(PYTHON) tools/generate.py

docs:      ## build the documents as a site, below build/site; needs the group `docs`
	$(PYTHON) tools/build_site.py

bench:     ## time per photo against its floor
	$(PYTHON) tools/bench.py

bench-warm:  ## time per photo where the facts are known, into docs/warm-runs.md
	$(PYTHON) tools/bench_warm.py --write

scale:     ## batches of many sizes, what they take and what a million cost, into docs/scale.md
	$(PYTHON) tools/scale.py --write

outlive:   ## 10,000 labelled photographs in a batch that is killed twice, into docs/large-batch.md
	$(PYTHON) tools/outlive.py --write

ray:       ## batches against S3 on the loopback and a local Ray; fetches the group `scale` (800 MB)
	$(PYTHON) -m pip install --quiet --group scale
	$(PYTHON) -m pytest tests/batch/test_batch_clouds.py --durations=0

fuzz-service:  ## requests of all kinds against the server, by its own OpenAPI; group `scale`
	$(PYTHON) tools/fuzz_service.py

load-service:  ## the server's pace against the library's, and hostile uploads, into docs/service-load.md
	$(PYTHON) tools/load_service.py --write

fixtures:  ## rebuild the pictures below fixtures/
	$(PYTHON) tools/build_fixtures.py

evaluate:  ## agreement with raters, where labelled photographs are at hand
	$(PYTHON) tools/evaluate.py

page:      ## the HTML report of many photos in a real Chromium, into docs/html-report-browser.md
	$(PYTHON) tools/try_page.py --write

ladders:   ## does the right rule react: faults grown step by step on good photographs
	$(PYTHON) tools/climb.py

fairness:  ## skin tones, glasses and head coverings, where labelled photographs are at hand
	$(PYTHON) tools/fairness.py

invariance:  ## verdicts of mirrored, re-encoded, shrunk and turned files, likewise
	$(PYTHON) tools/invariance.py

team:      ## outliers planted in sets of labelled photographs, likewise
	$(PYTHON) tools/team_recall.py

mend:      ## crops, fixes and orders on labelled photographs, likewise
	$(PYTHON) tools/mend.py

gate:      ## what a gate makes of a real generator, whose package is fetched
	$(PYTHON) tools/gate_yield.py

providers: ## an execution provider, PROVIDER=openvino, against the processor, into docs/providers.md
	$(PYTHON) tools/providers.py $(or $(PROVIDER),openvino) --write

hostile:   ## more than 20,000 hostile files, into docs/hostile.md
	$(PYTHON) tools/withstand.py --write

fuzz:      ## coverage-guided fuzzing of the loader, SECONDS=600 of it, into docs/fuzzing.md; group `fuzz`
	$(PYTHON) tools/fuzz/session.py --seconds $(or $(SECONDS),600) --write

golden:    ## verdicts, scores and statuses of the fixtures, kept against silent changes
	$(PYTHON) tools/golden.py

lock:      ## the development environment as it is now, with hashes; needs the group `release`
	$(PYTHON) -m uv pip compile -q pyproject.toml --group dev --group scale --all-extras --universal \
		--upgrade --generate-hashes --python-version 3.11 --custom-compile-command "make lock" -o requirements-dev.lock

floors:    ## the tests of verdicts with the oldest versions allowed; needs the group `release`
	$(PYTHON) tools/floors.py

versions:  ## verdicts with the oldest and newest dependencies and both engines, likewise; group `release`
	$(PYTHON) tools/versions.py

dependencies:  ## the packages of an installation and their licences, into docs/dependencies.md
	$(PYTHON) tools/dependencies.py

sbom:      ## a bill of materials of what is installed (CycloneDX), into build/sbom.json
	$(PYTHON) tools/dependencies.py --sbom build/sbom.json

wheel:     ## wheel and source archive, to the same bytes from the same commit; needs the group `release`
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(PYTHON) -m uv build --quiet --out-dir build/dist .
