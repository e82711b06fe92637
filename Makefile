# `make help` lists what there is. A second run of each is quick: what is installed is stamped in .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
# A file of tests stays in one process, which keeps what its tests share.
PARALLEL := --numprocesses 2 --dist loadfile
export PYTHON
# Without bytecode on disk, each of the tests' many processes would compile the generator again.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help site serve scripts test check lint lint-python lint-scripts-and-content format mutants faults bench lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

site: $(VENV)/site.stamp ## build the site into site/
	$(BIN)/stegvis build

serve: $(VENV)/site.stamp ## show the site on this machine, rebuilt on every change (PORT=8000)
	$(BIN)/stegvis serve --port $(PORT)

scripts: $(VENV)/test.stamp ## bundle the theme's scripts and styles with esbuild; the bundles are committed
	@$(BIN)/python -m tools.programs ensure node packages
	$(BIN)/python -m tools.programs run node tools/bundle.js

test: lint ## everything, the browser's tests included
	@$(BIN)/python -m tools.programs ensure chromium
	$(BIN)/python -m pytest $(PARALLEL)

check: lint ## what CI runs without a browser
	$(BIN)/python -m pytest $(PARALLEL) -m "not browser"

lint: $(VENV)/test.stamp
	@$(BIN)/python -m tools.programs ensure gettext node packages
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint-python lint-scripts-and-content

lint-python:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.dead_code

lint-scripts-and-content:
	$(BIN)/python -m tools.programs run tsc
	$(BIN)/python -m tools.programs run tsc --project tsconfig.worker.json
	$(BIN)/stegvis fmt --check
	$(BIN)/stegvis check --strict
	$(BIN)/stegvis catalog update --check
	$(BIN)/stegvis catalog check

format: $(VENV)/test.stamp ## put Python and the site's YAML into their usual form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/stegvis fmt

mutants: $(VENV)/test.stamp ## draw mutants and tell which no test notices (ARGS="--count 20")
	$(BIN)/python -m tools.mutants $(ARGS)

faults: $(VENV)/test.stamp ## try far more faults than a test run does (FACTOR=30)
	@$(BIN)/python -m tools.programs ensure gettext node packages chromium
	STEGVIS_FAULTS=$(or $(FACTOR),30) $(BIN)/python -m pytest $(PARALLEL) tests/faults

bench: $(VENV)/site.stamp ## measure against Hugo and the bare floor (ARGS="--procedures 250")
	@$(BIN)/python -m tools.programs ensure hugo
	$(BIN)/python benchmarks/run.py $(ARGS)

lock: $(VENV)/made.stamp ## write requirements.lock and package-lock.json anew
	$(PIP) install "uv>=0.8,<1"
	$(BIN)/uv pip compile --quiet --universal --upgrade --extra test --extra node --extra xliff --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
	$(BIN)/python -m tools.programs run npm update --package-lock-only

clean: ## remove what was built or installed here
	rm -rf $(VENV) site node_modules dist benchmarks/.work
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/made.stamp:
	@tools/venv $(VENV)
	@touch $@

$(VENV)/site.stamp: pyproject.toml requirements.lock | $(VENV)/made.stamp
	@echo "Installing Stegvis into $(VENV)"
	@$(PIP) install --constraint requirements.lock --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml requirements.lock | $(VENV)/made.stamp
	@echo "Installing what the tests need into $(VENV)"
	@$(PIP) install --constraint requirements.lock --editable ".[test]"
	@touch $(VENV)/site.stamp $@
