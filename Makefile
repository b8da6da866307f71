# Two commands do everything: `make run` and `make test`. Both may be called again at any time.
PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: run test mcp training check lint types imports openapi openapi-check lock clean help

help:
	@echo "make run      install, migrate, seed and serve (settings: docs/settings.md)"
	@echo "make test     install what the tests need and run them"
	@echo "make mcp      install what assistants need: docs/assistants.md"
	@echo "make training  install what training needs (about 2 GB; see CONTRIBUTING.md)"
	@echo "make check    ruff, mypy, import rules and the openapi.yaml check"
	@echo "make openapi  write openapi.yaml from the code"
	@echo "make lock     resolve setup.cfg into the hash-pinned lock files"

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "OnRecord needs Python 3.11, and '$(PYTHON)' is not on the path. Install it, or name yours: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OnRecord needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V). Name another: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "'$(PYTHON)' lacks the venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run-installed: $(VENV)/.made requirements.lock setup.cfg
	@echo "Installing what OnRecord needs into $(VENV), once; this takes about a minute."
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.run-installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/.mcp-installed: $(VENV)/.run-installed requirements-mcp.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-mcp.lock
	@touch $@

mcp: $(VENV)/.mcp-installed

run: $(VENV)/.run-installed
	@$(BIN)/onrecord migrate
	@$(BIN)/onrecord seed
	@ONRECORD_OPEN_READING=$${ONRECORD_OPEN_READING:-true} ONRECORD_LOG_FORMAT=$${ONRECORD_LOG_FORMAT:-text} exec $(BIN)/onrecord serve

# Two at a time: on one core the whole run takes a quarter of an hour where the processor is slow.
test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n 2

# torch's own requirements are gigabytes of accelerator libraries, so it comes without them where it can do without.
$(VENV)/.training-installed: $(VENV)/.test-installed training/requirements.lock training/bases.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r training/requirements.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r training/bases.lock
	@$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/python -m pip install --quiet torch==2.13.0
	@touch $@

training: $(VENV)/.training-installed

check: lint types imports openapi-check

lint: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test-installed
	$(BIN)/mypy

imports: $(VENV)/.test-installed
	$(BIN)/lint-imports

openapi: $(VENV)/.run-installed
	$(BIN)/onrecord openapi --output openapi.yaml

openapi-check: $(VENV)/.run-installed
	$(BIN)/onrecord openapi --check openapi.yaml

# uv is only a resolver here; the lock files are plain pip requirements.
lock: $(VENV)/.made
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile setup.cfg --extra build --generate-hashes --python-version 3.11 --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile setup.cfg --extra build --extra mcp --generate-hashes --python-version 3.11 --no-header --quiet --constraints requirements.lock --output-file requirements-mcp.lock
	$(BIN)/uv pip compile setup.cfg --extra build --extra mcp --extra test --generate-hashes --python-version 3.11 --no-header --quiet --constraints requirements-mcp.lock --output-file requirements-test.lock
	$(BIN)/uv pip compile training/requirements.in --generate-hashes --python-version 3.11 --no-header --quiet --constraints requirements-test.lock --output-file training/requirements.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
