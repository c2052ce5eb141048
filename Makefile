# Everything a newcomer needs: `make run` and `make test`. Both build .venv from the hash-locked requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INTO := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install
ARGS ?=

.PHONY: run test lint types contracts unit bench faults lock locale pictures clean

# The environment is made without its own pip: Debian's Python has none to put in unless one more package is installed.
$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(INTO) --quiet --require-hashes -r requirements.txt
	$(INTO) --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: $(STAMP)  ## the whole counter with simulated devices
	$(BIN)/counter demo $(ARGS)

test: lint types contracts unit  ## everything that must hold

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/pytest $(ARGS)

bench: $(STAMP)  ## what is measured, each beside what it is compared with
	$(BIN)/python -m tests.bench

faults: $(STAMP)  ## the long fault campaign, with its counts
	$(BIN)/python -m tests.faults

locale: $(STAMP)  ## compile the message catalogues after editing a .po file
	$(BIN)/python -m tests.tools.compile_catalogues

pictures: $(STAMP)  ## make the pictures of README and docs again, from the real program
	$(BIN)/python -m docs.make_pictures

lock:  ## pin every dependency again, with hashes
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate --extra test --extra hid --extra usb pyproject.toml build-requirements.in -o requirements.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
