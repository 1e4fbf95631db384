# Each target is one line of work; what it needs is installed into .venv and .cache, nothing outside.
SHELL := /bin/sh
PY := .venv/bin/python
NPM := $(PY) -m build_scripts.dev.npm
SHARE_SAFELY_CACHE ?= $(CURDIR)/.cache
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1704067200)
BENCH ?= --record

# The folder of a partnership to build for; without one, the demonstration: make site PARTNERSHIP=../dorsetshire
PARTNERSHIP ?=
ifneq ($(PARTNERSHIP),)
export SHARE_SAFELY_PARTNERSHIP := $(PARTNERSHIP)
endif

export SHARE_SAFELY_CACHE SOURCE_DATE_EPOCH
export NO_MKDOCS_2_WARNING := 1
export XDG_CACHE_HOME := $(SHARE_SAFELY_CACHE)/xdg
export CHROME_CONFIG_HOME := $(SHARE_SAFELY_CACHE)/xdg
export HYPOTHESIS_STORAGE_DIRECTORY := $(SHARE_SAFELY_CACHE)/hypothesis
# Bytecode is kept, whatever a machine says by default: a build then takes two thirds of the time.
export PYTHONPYCACHEPREFIX := $(SHARE_SAFELY_CACHE)/bytecode
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup serve site servers sbom release audit lighthouse evidence test pseudo properdocs check lint bench limits growth profile workroom pictures soak pyodide lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: ## Install everything the build and the tests need
	@build_scripts/set-up --with-browser
	@$(PY) -m tests.tools.install

serve: ## Set up, build, and serve on this machine with live reload
	@build_scripts/set-up
	@$(PY) -m build_scripts.dev.serve

site: ## Build the site into site/
	@build_scripts/set-up
	@$(PY) -m build_scripts.dev.build_site

servers: site ## Write ready-made web server configuration into dist/servers/
	@$(PY) -m build_scripts.servers

sbom: site ## Write the bill of materials of the site into dist/sbom/
	@$(PY) -m build_scripts.release.sbom

release: site ## Write the release artefacts into dist/: the site as one zip for any server, the engine's wheel
	@$(PY) -m build_scripts.release.archive

audit: ## Look up known vulnerabilities of the locked packages (needs the network)
	@build_scripts/set-up
	@status=0; log=$(SHARE_SAFELY_CACHE)/audit.log; \
	.venv/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner=off -r requirements.txt 2>$$log || status=1; \
	tail -n 1 $$log; \
	$(NPM) audit --audit --package-lock-only || status=1; \
	$(NPM) --prefix tests/benchmarks audit --audit --package-lock-only || status=1; \
	[ $$status = 0 ] || echo "Above: the vulnerabilities, or why there was no answer. Without an answer nothing is known:" \
		"ask again on a network that reaches the package indexes themselves, not a mirror." >&2; \
	exit $$status

lighthouse: site ## Print Lighthouse's scores of three pages; fail where one is under 100
	@$(PY) -m tests.benchmarks.lighthouse

evidence: ## Write the results of the last `make test` and `make bench` into docs/develop/evidence.md
	@build_scripts/set-up
	@$(PY) -m tests.evidence.page $(SHARE_SAFELY_CACHE)/test-report.xml docs/develop/evidence.md

test: setup lint ## Run every linter and every test
	@$(PY) -m pytest tests --numprocesses=2 --dist=loadfile --no-loadscope-reorder --junitxml=$(SHARE_SAFELY_CACHE)/test-report.xml

pseudo: ## Build the site in a pseudo-language into dist/pseudo/, to see what a translation would reach
	@build_scripts/set-up
	@rm -rf $(SHARE_SAFELY_CACHE)/pseudo
	@$(PY) -m tests.pseudo.pseudo_language $(SHARE_SAFELY_CACHE)/pseudo
	@cd $(SHARE_SAFELY_CACHE)/pseudo && PYTHONPATH=. $(CURDIR)/$(PY) -m mkdocs build --strict --quiet --site-dir $(CURDIR)/dist/pseudo

properdocs: ## Build the site with ProperDocs instead of MkDocs and run the tests of the site on it
	@build_scripts/set-up --with-browser
	@SHARE_SAFELY_BUILDER=properdocs $(PY) -m pytest tests/site

check: ## Run the quick checks: every linter, the engine's tests and the scripts' tests
	@build_scripts/set-up
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m build_scripts.dev.lint_scripts
	@$(PY) -m pytest tests/decision_engine $(wildcard tests/js) --numprocesses=2 --dist=worksteal --cov --cov-report=term-missing:skip-covered

lint: ## Lint and type-check Python, JavaScript and CSS
	@build_scripts/set-up
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m build_scripts.dev.lint_scripts

soak: setup ## Try the workshop for long: a thousand rows of random edits, two hundred reloads, every folder built
	@SHARE_SAFELY_SOAK=yes $(PY) -m pytest -s tests/build_scripts/editor/test_laws_of_work.py tests/browser/test_workshop_kept.py \
		tests/build_scripts/workshop/test_same_site.py tests/browser/test_workshop.py tests/other_browsers/test_workshop_elsewhere.py

bench: setup ## Measure the check against other ways to run Python in a page (BENCH="--only start" for less)
	@$(PY) -m tests.benchmarks $(BENCH)

limits: setup ## Measure the workshop against its limits: bytes, time, CPU and memory
	@$(PY) -m tests.benchmarks.workshop

growth: ## Measure how the engine's work grows with a flow, up to 10,000 questions
	@build_scripts/set-up
	@$(PY) -m tests.benchmarks.growth

profile: setup ## Take the profile of what the engine runs of Pyodide, in node and in each browser
	@$(PY) -m tests.tools.runtime_profile

workroom: setup ## List what the workshop uses of Python and of the packages
	@$(PY) -m tests.tools.workroom_list

pictures: setup ## Make the pictures of the tutorial for the workshop from the page itself
	@$(PY) -m tests.tools.tutorial_pictures

pyodide: ## Bring package.json, its lock and the files' hashes in line with the versions in pyodide.toml, and take a new profile
	@build_scripts/set-up
	@$(PY) -m build_scripts.dev.lock pyodide
	@build_scripts/set-up --with-browser
	@$(PY) -m tests.tools.runtime_profile

lock: ## Update requirements.txt, requirements-uv.txt and both package-lock.json from what they lock
	@build_scripts/set-up
	@$(PY) -m build_scripts.dev.lock

clean: ## Delete build output; .venv and downloads stay (delete .venv and .cache to start anew)
	rm -rf site dist .site-* $(addprefix $(SHARE_SAFELY_CACHE)/,mypy ruff pytest hypothesis xdg bytecode coverage templates* pseudo runtime-* scripts-* styles-* wheel-*)
