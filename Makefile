# Two commands matter: `make demo` and `make test`. They need git, make, python3-venv and Python 3.11 to 3.13.
# VENV names another place for the virtual environment; it is made again when the locked requirements change.

VENV ?= .venv
PYTHON = $(VENV)/bin/python
COMMAND = $(VENV)/bin/cloud-unless
BUILD = build

.DEFAULT_GOAL := help
.PHONY: help demo docs test test-real rehearse lock bench clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# The Pulumi packages are large: they are fetched only where Pulumi itself is there or can be built.
DEMO_NEEDS = $(if $(shell tools/pulumi --possible && echo yes),$(VENV)/.stacks,$(VENV)/.core)

demo: ## the whole job on examples/county, ending with the report
	@$(MAKE) --no-print-directory $(DEMO_NEEDS)
	@tools/demo.sh $(COMMAND) $(BUILD)/demo

test: $(VENV)/.dev ## formatting, lint, types, import rule and all tests; needs only this repository
	$(PYTHON) -m ruff format --no-cache --check .
	$(PYTHON) -m ruff check --no-cache .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PYTHON) -m pytest tests --ignore=tests/real -n auto

test-real: $(VENV)/.dev ## tests on real exports; needs the folder of real inputs (CONTRIBUTING.md)
	$(PYTHON) -m pytest tests/real -n auto

rehearse: $(VENV)/.dev ## build and remove every stack of examples/county in a simulated Azure, and check all
	tools/demo.sh $(COMMAND) $(BUILD)/rehearsal all

docs: $(VENV)/.dev ## the documentation site, in build/docs
	$(PYTHON) -m tools.docs $(BUILD)

lock: ## lock the newest versions that install together; needs uv and the network
	tools/lock.sh

bench: $(VENV)/.dev ## run every benchmark (hours) and write docs/benchmarks.md
	$(PYTHON) tools/bench.py

clean: ## remove what the other targets made, but for the virtual environment
	rm -rf $(BUILD) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(VENV)/.core: requirements/core.txt tools/install.sh
	tools/install.sh $(VENV) requirements/core.txt
	@touch $@

$(VENV)/.stacks: requirements/stacks.txt tools/install.sh
	tools/install.sh $(VENV) requirements/stacks.txt
	@touch $@ $(VENV)/.core

$(VENV)/.dev: requirements/dev.txt tools/install.sh
	tools/install.sh $(VENV) requirements/dev.txt
	@touch $@ $(VENV)/.core $(VENV)/.stacks
