# make demo   check every sample report and show what was found
# make test   the linters, the type checker and the tests
# make samples  typeset the sample reports anew
# make clean  remove the virtual environment and what was built
# Another interpreter than python3: make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test samples clean

# 1 says that a report contradicts itself, as most samples do on purpose; 2 that gouji failed.
demo: $(VENV)/.installed
	@$(BIN)/gouji check corpus/samples/*.pdf; status=$$?; [ $$status -le 1 ] || exit $$status

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

samples: $(VENV)/.dev
	$(BIN)/python scripts/make_samples.py

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(INSTALL) --editable '.[dev]'
	@touch $@
