# Two commands on a fresh machine: `make demo` and `make test`. Each does the set-up it needs.
PYTHON ?= python3
RUN := .venv/bin/python
MINUTES ?= 10
MODELS ?= 4b

.PHONY: setup demo run test check bench screenshots translations faults clean distclean

setup:
	@$(PYTHON) packaging/install.py

demo: setup
	@$(RUN) -m app demo --out demo-out

run: setup
	@$(RUN) -m app

test: setup
	@$(RUN) -m pytest

check: setup
	@$(RUN) -m ruff check app tests packaging
	@$(RUN) -m ruff format --check app tests packaging
	@$(RUN) -m mypy
	@.venv/bin/lint-imports

bench: setup
	@$(RUN) -m tests.benchmarks --minutes "$(MINUTES)" --models "$(MODELS)" $(BENCH)

translations: setup
	@$(RUN) packaging/texts.py

screenshots: setup
	@$(RUN) -m app.ui.screenshots --out demo-out

faults: setup
	@$(RUN) -m tests.faults

clean:
	rm -rf demo-out bench-out faults-out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find app tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv
