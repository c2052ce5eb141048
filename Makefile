# Everything a newcomer needs: `make run` and `make test`. Both build .venv from the hash-locked requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INTO := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install
PAGES := build/docs-venv
ARGS ?=

.PHONY: run test lint types contracts unit bench faults lock locale pictures clerking docs clean

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
	$(BIN)/pytest --numprocesses 2 --dist loadfile $(ARGS)

bench: $(STAMP)  ## what is measured, each beside what it is compared with
	$(BIN)/python -m tests.bench

faults: $(STAMP)  ## the long fault campaign, with its counts
	$(BIN)/python -m tests.faults

locale: $(STAMP)  ## compile the message catalogues after editing a .po file
	$(BIN)/python -m tests.tools.compile_catalogues

pictures: $(STAMP)  ## make the pictures of README and docs again, and the recording, from the real program
	$(BIN)/python -m docs.make_pictures
	$(BIN)/python -m docs.make_training_pictures
	$(BIN)/python -m docs.make_recording

clerking: $(STAMP)  ## half an hour of scripted clerking in the real program under tmux, with its log
	$(BIN)/python -m tests.tmux.clerking --log docs/clerking-log.md

# The pages have an environment of their own: the program needs nothing of what builds them.
$(PAGES)/.installed: docs/requirements.txt
	$(PYTHON) -m venv --without-pip $(PAGES)
	$(PYTHON) -m pip --python $(PAGES)/bin/python --disable-pip-version-check install --quiet --require-hashes -r docs/requirements.txt
	touch $@

docs: $(PAGES)/.installed  ## the documents as pages in build/site, without a warning and without fetching anything
	NO_MKDOCS_2_WARNING=1 $(PAGES)/bin/mkdocs build --strict

lock:  ## pin every dependency again, with hashes
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate --extra test --extra hid --extra usb pyproject.toml build-requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate docs/requirements.in -o docs/requirements.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
