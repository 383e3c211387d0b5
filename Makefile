# WhatsDeX. `make run` and `make test` set up whatever is missing first.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PORT ?= 5000
RESET ?=
STATE ?= .local
ARGS ?=
DATA ?=
PROJECT ?=
REGION ?= europe-west1
DRY_RUN ?=
YES ?=
REMOVE ?=
MESSAGE ?=

VENV := .venv
BIN := $(VENV)/bin
NODE_VERSION := $(shell sed -n 's/.*"firebase-tools": "\(.*\)".*/\1/p' infra/local/package.json)
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/whatsdex
FIREBASE := $(CACHE)/firebase-tools-$(NODE_VERSION)
# Two processes share the tests, file by file and those of the browser last; each has its own stack.
SPLIT := -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0
FIND_PYTHON := for p in "$${PYTHON:-}" python3 python3.13 python3.12 python3.11; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; done; \
	echo 'Missing: Python 3.11 or newer (python.org, or your system'"'"'s python3.11 with python3.11-venv).' >&2; exit 1

# The same names as in tests/e2e/conftest.py.
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

# The dashboard is built anew when one of these is newer than the build.
BUILT := dashboard/dist/.vite/manifest.json
SOURCES := $(wildcard dashboard/*.html dashboard/*.ts dashboard/package.json) $(shell find dashboard/src dashboard/public -type f)

.PHONY: help run test check check-dashboard check-python check-lint fmt bench bench-memory deploy destroy logs lock setup doctor browser clean

help: ## Print this help
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: doctor setup $(BUILT) ## Start the local stack (PORT=5000; RESET=1 starts afresh); Ctrl-C stops it
	@exec $(BIN)/python -m infra.local --port $(PORT) --state $(STATE) $(if $(RESET),--reset) $(ARGS)

test: doctor setup browser $(BUILT) ## Run every test (ARGS='-k name' picks some); works while `make run` is running
	@$(BIN)/python -m pytest $(or $(ARGS),$(SPLIT))

check: doctor setup ## What CI runs: format, lint, types, import rules, dashboard, tests
	@$(MAKE) --no-print-directory -j 2 check-lint check-dashboard check-python
	@echo '· tests'; $(MAKE) --no-print-directory test

check-dashboard:
	@echo '· dashboard'; npm --prefix dashboard run --silent verify

check-python:
	@echo '· types'; $(BIN)/mypy
	@echo '· imports'; $(BIN)/lint-imports

check-lint:
	@echo '· format'; $(BIN)/ruff format --check .
	@echo '· lint'; $(BIN)/ruff check . && npm --prefix dashboard run --silent lint

fmt: setup ## Format the code and repair what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: doctor setup ## Count operations and measure throughput against the budgets; writes bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

bench-memory: doctor setup ## Measure recall on conversations (DATA=folder); hybrid too if OPENAI_BASE_URL is set
	@$(BIN)/python -m tests.bench.memory $(DATA)

# No shell reads the names out of a command line: what has a quote in it is refused, not run.
deploy destroy logs: export PROJECT := $(PROJECT)
deploy destroy logs: export REGION := $(REGION)
logs: export MESSAGE := $(MESSAGE)
logs: export TRACE := $(TRACE)

deploy: setup $(BUILT) ## Set up PROJECT in REGION: shows a plan, asks, goes on where it ended (DRY_RUN=1 YES=1 REMOVE=1)
	@$(BIN)/python -m infra.deploy deploy --project "$$PROJECT" --region "$$REGION" \
		$(if $(DRY_RUN),--dry-run) $(if $(YES),--yes) $(if $(REMOVE),--remove)

destroy: setup ## Remove what `make deploy` made in PROJECT and REGION, after asking (DRY_RUN=1); data stays unless DATA=1
	@$(BIN)/python -m infra.deploy destroy --project "$$PROJECT" --region "$$REGION" \
		$(if $(DRY_RUN),--dry-run) $(if $(filter 1,$(DATA)),--data)

logs: setup ## Tell the story of a message (MESSAGE=id) or of an error's reference (TRACE=id), here or in PROJECT
	@$(BIN)/python -m infra.logs "$$MESSAGE" --trace "$$TRACE" --project "$$PROJECT" --state $(STATE)

lock: setup ## Write requirements*.txt and package-lock.json from what we ask for
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-dev.in --output-file requirements-dev.txt
	cd infra/local && npm install --package-lock-only --ignore-scripts
	cd dashboard && npm install --package-lock-only --ignore-scripts

setup: $(VENV)/.done $(FIREBASE)/.done dashboard/node_modules/.done ## Install what development and the local stack need

clean: ## Remove what was generated, the stack's state included
	rm -rf $(STATE) build dashboard/dist bench.json .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# One line says what the machine lacks, before anything is installed.
doctor:
	@python="$$($(FIND_PYTHON))"; "$$python" infra/local/doctor.py

# The tests drive Chromium; only root can install it, and only where there is apt.
browser:
	@for b in $(BROWSERS); do command -v "$$b" >/dev/null && exit; done; \
	[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo 'Missing: Chromium (`sudo apt-get install chromium`).' >&2; exit 1; }; \
	echo 'Installing Chromium …'; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null

$(VENV)/.done: requirements-dev.txt
	@echo 'Installing Python packages into $(VENV) …'
	@python="$$($(FIND_PYTHON))"; "$$python" -m venv $(VENV) || { echo 'Missing: the venv module (e.g. `sudo apt-get install python3-venv`).' >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements-dev.txt)"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes --requirement requirements-dev.txt
	@touch $@

# Outside the clone and named after its version: a second clone finds it there.
$(FIREBASE)/.done: infra/local/package.json infra/local/package-lock.json
	@command -v npm >/dev/null || { echo 'Missing: Node 20 or newer with npm (nodejs.org).' >&2; exit 1; }
	@if cmp -s infra/local/package-lock.json $(FIREBASE)/package-lock.json && [ -e $@ ]; then touch $@; exit; fi; \
	echo 'Installing firebase-tools $(NODE_VERSION) into $(FIREBASE) …'; \
	mkdir -p $(CACHE); fresh=$$(mktemp -d $(CACHE)/new.XXXXXX); \
	cp infra/local/package.json infra/local/package-lock.json infra/local/.npmrc "$$fresh"; \
	npm ci --prefix "$$fresh" --ignore-scripts --no-fund --no-audit --loglevel=error; \
	rm -rf $(FIREBASE); mv "$$fresh" $(FIREBASE); touch $@

dashboard/node_modules/.done: dashboard/package.json dashboard/package-lock.json dashboard/.npmrc
	@command -v npm >/dev/null || { echo 'Missing: Node 20 or newer with npm (nodejs.org).' >&2; exit 1; }
	@echo 'Installing the dashboard'"'"'s packages …'
	@npm ci --prefix dashboard --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

$(BUILT): $(SOURCES) dashboard/node_modules/.done
	@echo 'Building the dashboard …'
	@npm --prefix dashboard run --silent build
	@touch $@
