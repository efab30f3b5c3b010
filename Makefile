# `make` lists what can be done. A fresh machine needs Python 3.11 or later, and make; uv is used where it is found.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# What is compiled is kept: hundreds of tests start the program anew.
unexport PYTHONDONTWRITEBYTECODE
UV := $(shell command -v uv 2>/dev/null)
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

DEMO ?= scenarios/borough
ON ?= 2026-11-23
OUT ?= out/demo
SCENARIOS ?= baseline shortened-timeframes
LAB ?= out/lab
JOBS ?= auto
ARGS ?=
SIZES ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# -------------------------------------------------------------------------------------------- set-up
# Two stamps: the pinned packages are installed again only when their list changes, the project itself only when
# pyproject.toml does (its code is read where it stands).

.PHONY: setup
setup: $(VENV)/.installed ## Make the virtual environment (.venv) with everything needed; does only what is missing

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found."; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(if $(UV),$(UV) venv --quiet --python "$(PYTHON)" $(VENV),$(PYTHON) -m venv $(VENV)) || { rm -rf $(VENV); exit 1; }

$(VENV)/.pinned: requirements.lock | $(VENV)/bin/python
	@echo "Installing the pinned packages (once; a minute or two)"
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet,$(BIN)/python -m pip install -qq --disable-pip-version-check) \
		--require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.pinned
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet,$(BIN)/python -m pip install -qq --disable-pip-version-check) \
		--no-deps --no-build-isolation -e .
	@touch $@

# ----------------------------------------------------------------------------------------- day to day

.PHONY: demo
demo: setup ## Take the sample borough into a database and run its week (DEMO=scenarios/... ON=date OUT=folder)
	@mkdir -p $(OUT) && rm -f $(OUT)/beds.db*
	@export BEDS_DATABASE_URL=sqlite:///$(OUT)/beds.db; \
		$(BIN)/beds import $(DEMO) --on $(ON) --yes && $(BIN)/beds run --on $(ON) --out $(OUT)
	@echo "The files and the record (beds.db) are in $(OUT)/: $$(ls $(OUT) | paste -sd ' ')"

.PHONY: serve
serve: setup ## Serve the web pages over the sample borough, with a user a role (ARGS="--port 8001"; ARGS= for beds.db)
	@$(BIN)/beds serve $(or $(ARGS),--demo)

.PHONY: lab
lab: setup ## Ask what shorter stays would do: two scenarios side by side (SCENARIOS="..." LAB=folder ARGS="--replications 20")
	@$(BIN)/beds simulate $(SCENARIOS) --out $(LAB) $(ARGS)

.PHONY: test
test: setup ## Run the whole test suite (ARGS="-k words" narrows it, JOBS=0 runs it in one process)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

.PHONY: check style types laws generated
check: style types laws generated ## Style, types, import laws; generated docs and the message template up to date

style: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

laws: setup
	@$(BIN)/lint-imports --no-cache --no-logo

generated: setup
	@$(BIN)/python -m tools.messages --check
	@$(BIN)/python -m tools.docs --check

.PHONY: fix
fix: setup ## Mend what can be mended by itself: format, imports, generated docs, message template
	@$(BIN)/ruff format .
	@$(BIN)/python -m tools.messages
	@$(BIN)/python -m tools.docs
	@$(BIN)/ruff check --fix .

.PHONY: docs
docs: setup ## Write the generated docs anew: the commands, the rules, the measures, the keys of scenarios
	@$(BIN)/python -m tools.docs

.PHONY: messages
messages: setup ## Write the template of translatable strings anew, and compile the catalogues there are
	@$(BIN)/python -m tools.messages

.PHONY: bench
bench: setup ## Measure speed and memory at four sizes, side by side with plain formulations (SIZES=50,500 ARGS="--cap 20")
	@$(BIN)/python -m tools.bench $(if $(SIZES),--sizes $(SIZES)) $(ARGS)

.PHONY: records
records: setup ## Measure the database after ten invented years, and a large import, on both engines (ARGS="--years 2")
	@$(BIN)/python -m tools.bench.records $(ARGS)

.PHONY: pages
pages: setup ## Measure every page over ten invented years with twenty people at work at once (ARGS="--rounds 5 --in out/ten")
	@$(BIN)/python -m tools.bench.pages $(ARGS)

.PHONY: endurance
endurance: setup ## Kill processes at 200 random moments, then 2,000 actions of two coordinators, on both engines
	@$(BIN)/python -m tools.killing 200
	@$(BIN)/python -m tools.coordinators 2000

.PHONY: mutants
mutants: setup ## Mutation testing of the rules and of the audit; docs/quality.md records the score
	@$(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

.PHONY: wheel
wheel: setup ## Build the distribution into dist/
	@$(BIN)/python -m hatchling build

.PHONY: lock
lock: ## Choose and pin the newest versions of the packages anew (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv (pip install uv)."; exit 1; }
	@$(UV) pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
		--no-header --annotation-style line --extra test --extra dev pyproject.toml -o requirements.lock

.PHONY: clean
clean: ## Remove everything that is made here, the virtual environment too
	@rm -rf $(VENV) out dist build mutants .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache *.egg-info
	@find beds tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
