# Every target is documented behind ##; `make help` prints them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PO := $(wildcard curriculum/translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
# More than the two cores that the tests are meant for: some wait for processes, a browser or a clock.
WORKERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help install run demo test check lint types layers translations messages e2e chromium office check-office soak bench bench-quality screenshots constraints clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(INSTALLED): setup.cfg setup.py pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 3,$(subst /, ,$<))

install: $(INSTALLED) $(MO) ## Create the environment and install everything in it

run: install ## Serve the tool with the demo programme on http://127.0.0.1:8000
	$(BIN)/curriculum serve --demo

demo: install ## Start the demo anew (asks before it deletes the demo database)
	$(BIN)/curriculum serve --demo --fresh

test: install chromium ## Run all tests: units, doctests, SQLite, PostgreSQL, Chromium
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup

check: lint types layers translations test ## Everything that must hold: ruff, mypy, import-linter, translations, tests

lint: install ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install ## Check types
	$(BIN)/mypy

layers: install ## Check who imports whom
	$(BIN)/lint-imports

translations: install ## Check that the Dutch catalogue is complete and up to date
	$(BIN)/python -m tests.translations

messages: install ## Extract the texts and update the Dutch catalogue
	$(BIN)/pybabel --quiet extract --mapping-file curriculum/translations/babel.cfg --keywords N_ --keywords translate --no-location --sort-output --output-file curriculum/translations/messages.pot .
	$(BIN)/pybabel --quiet update --input-file curriculum/translations/messages.pot --output-dir curriculum/translations --no-fuzzy-matching --omit-header --ignore-obsolete

e2e: install chromium ## Run only the tests in Chromium
	$(BIN)/python -m pytest tests/e2e

chromium: ## Install Debian's Chromium when it is missing and we are root
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu >/dev/null; \
	  else echo "The browser tests need Chromium: sudo apt-get install chromium" >&2; exit 1; fi; }

office: ## Install LibreOffice Calc when it is missing and we are root
	@command -v soffice >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null; \
	  else echo "This check needs LibreOffice: sudo apt-get install libreoffice-calc-nogui" >&2; exit 1; fi; }

check-office: install office ## Open each export in LibreOffice, recalculate, and compare every cell
	$(BIN)/python -m pytest tests/office

soak: install ## Kill 1,000 workers on SQLite and 200 on PostgreSQL, and count what that leaves (an hour)
	$(BIN)/python -m tests.soak --rounds 1000
	$(BIN)/python -m tests.soak --rounds 200 --database postgresql

bench: install ## Measure speed, as ratios against named peers
	$(BIN)/python -m benchmarks

bench-quality: install ## Measure matching quality on the gold sets (needs ../shared)
	$(BIN)/python -m benchmarks.quality

screenshots: install chromium ## Write pictures of every page to screenshots/
	$(BIN)/python -m tests.e2e.screenshots

constraints: install ## Write down the exact versions of this environment
	$(BIN)/python -m pip freeze --exclude-editable --exclude curriculum | grep -v ' @ ' > constraints.txt

clean: ## Remove the environment and all that is made by tools (keeps var/, the data)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache screenshots test-artifacts
