# Every target makes the virtual environment itself. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv pip
export UV_NO_CONFIG := 1
# What is imported is compiled once: Rapport is several processes, and its tests start many more.
unexport PYTHONDONTWRITEBYTECODE
# The environment is used by path, never activated, so a folder with spaces in its name works.

.PHONY: demo test check docs schema bench nightly lock clean format

demo: $(VENV)/.installed
	@"$(BIN)/rapport" demo $(ARGS)

test: $(VENV)/.dev
	@"$(BIN)/python" -m tests.browser_ready
	@"$(BIN)/python" -m pytest -n 2 --dist loadscope $(ARGS)

check: $(VENV)/.dev
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/ruff" check .
	@"$(BIN)/python" -m tests.templates_check
	@"$(BIN)/typos"
	@"$(BIN)/lint-imports"
	@RAPPORT_DEMO=1 "$(BIN)/mypy" rapport
	@"$(BIN)/python" -m pytest -q tests/architecture

format: $(VENV)/.dev
	@"$(BIN)/ruff" format .
	@"$(BIN)/ruff" check --fix .
	@"$(BIN)/python" -m tests.templates_check --fix

docs: $(VENV)/.dev
	@"$(BIN)/python" -m tests.make_docs

# After a new migration: what a new database is made from.
schema: $(VENV)/.dev
	@"$(BIN)/python" -m tests.make_schema

bench: $(VENV)/.dev
	@"$(BIN)/rapport" bench $(ARGS)

# What takes hours: every query language evaluator against the reference, over thousands of made-up queries.
nightly: $(VENV)/.dev
	@"$(BIN)/python" -m rapport.cli.bench.matching_nightly $(ARGS)

lock: $(VENV)/.uv
	@$(UV) compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	@$(UV) compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf "$(VENV)" .mypy_cache .ruff_cache .hypothesis build dist

$(VENV)/.uv: requirements-uv.lock
	@"$(PYTHON)" -c 'import sys; sys.exit("Rapport needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make demo PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x "$(BIN)/python" || "$(PYTHON)" -m venv "$(VENV)"
	@"$(BIN)/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch "$@"

$(VENV)/.installed: $(VENV)/.uv requirements.lock pyproject.toml package-lock.json hatch_build.py
	@echo "Installing what Rapport needs (once) ..."
	@$(UV) install -q --python "$(BIN)/python" --require-hashes -r requirements.lock
	@$(UV) install -q --python "$(BIN)/python" --no-deps -e .
	@touch "$@"

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the tools for tests and checks (once) ..."
	@$(UV) install -q --python "$(BIN)/python" --require-hashes -r requirements-dev.lock
	@touch "$@"
