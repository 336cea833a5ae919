# Two commands do everything on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   ?= build/demo.onrecord

.PHONY: demo test check format schemas clean

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e .
	touch $@

$(BIN)/.installed-dev: $(BIN)/.installed
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@

demo: $(BIN)/.installed
	mkdir -p build
	rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/onrecord ingest samples --archive $(DEMO)
	$(BIN)/onrecord brief --archive $(DEMO)

test: check
	$(BIN)/python -m pytest

check: $(BIN)/.installed-dev
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests scripts training benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(BIN)/.installed-dev
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

schemas: $(BIN)/.installed
	$(BIN)/python -m onrecord.model.schemas schemas

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
