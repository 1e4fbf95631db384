# Each target is one line of work; what it needs is installed into .venv and .cache, nothing outside.
SHELL := /bin/sh
PY := .venv/bin/python
SHARE_SAFELY_CACHE ?= $(CURDIR)/.cache
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1704067200)
BENCH ?= --record

export SHARE_SAFELY_CACHE SOURCE_DATE_EPOCH
export NO_MKDOCS_2_WARNING := 1
export XDG_CACHE_HOME := $(SHARE_SAFELY_CACHE)/xdg
export CHROME_CONFIG_HOME := $(SHARE_SAFELY_CACHE)/xdg
export HYPOTHESIS_STORAGE_DIRECTORY := $(SHARE_SAFELY_CACHE)/hypothesis

.DEFAULT_GOAL := help
.PHONY: help setup serve site servers sbom release audit lighthouse evidence test pseudo properdocs check lint bench growth pyodide lock clean

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

servers: site ## Write ready-made web server settings into dist/servers/
	@$(PY) -m build_scripts.servers.configs

sbom: site ## Write bills of materials into dist/sbom/: what is shipped, what builds it
	@$(PY) -m build_scripts.release.sbom

release: site ## Write what is handed out into dist/: the site as one zip for any server, the engine's wheel
	@$(PY) -m build_scripts.release.archive

audit: ## Ask the package indexes for known flaws of what is locked (needs the network)
	@build_scripts/set-up
	@$(PY) -m build_scripts.audit

lighthouse: site ## Print Lighthouse's scores of three pages; fail where one is under 100
	@$(PY) -m tests.benchmarks.lighthouse

evidence: ## Write what the last `make test` and `make bench` have shown into docs/develop/evidence.md
	@build_scripts/set-up
	@$(PY) -m tests.evidence.page $(SHARE_SAFELY_CACHE)/test-report.xml docs/develop/evidence.md

test: setup lint ## Run every linter and every test
	@$(PY) -m pytest tests --numprocesses=2 --dist=loadfile --no-loadscope-reorder --junitxml=$(SHARE_SAFELY_CACHE)/test-report.xml

pseudo: ## Build the site in a made-up language into dist/pseudo/, to see what a translation would reach
	@build_scripts/set-up
	@rm -rf $(SHARE_SAFELY_CACHE)/pseudo
	@$(PY) -m tests.pseudo.pseudo_language $(SHARE_SAFELY_CACHE)/pseudo
	@cd $(SHARE_SAFELY_CACHE)/pseudo && PYTHONPATH=. $(CURDIR)/$(PY) -m mkdocs build --strict --quiet --site-dir $(CURDIR)/dist/pseudo

properdocs: ## Build the site with ProperDocs in place of MkDocs and run the tests of the site on it
	@build_scripts/set-up --with-browser
	@SHARE_SAFELY_BUILDER=properdocs $(PY) -m pytest tests/site

check: ## In seconds: Python's lint and types, and the engine's tests
	@build_scripts/set-up
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest tests/decision_engine --cov --cov-report=term-missing:skip-covered

lint: ## Lint and types of Python, JavaScript and CSS
	@build_scripts/set-up
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m build_scripts.dev.lint_scripts

bench: setup ## Measure the check beside other ways to run Python in a page (BENCH="--rounds 3 --only start" for less)
	@$(PY) -m tests.benchmarks $(BENCH)

growth: ## Measure how the engine's work grows with a flow, to 10,000 questions
	@build_scripts/set-up
	@$(PY) -m tests.benchmarks.growth

pyodide: ## Bring package.json, its lock and the files' hashes in line with the versions in pyodide.toml
	@build_scripts/set-up
	@$(PY) -m build_scripts.runtime.upgrade

lock: ## Bring requirements.txt, requirements-uv.txt and package-lock.json up to date
	@build_scripts/set-up
	@$(PY) -m build_scripts.lock

clean: ## Delete what was built; .venv and downloads stay (delete .venv and .cache to start anew)
	rm -rf site dist .site-* $(addprefix $(SHARE_SAFELY_CACHE)/,mypy ruff pytest hypothesis xdg coverage templates pseudo runtime-* scripts-* styles-* wheel-*)
