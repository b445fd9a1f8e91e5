# make ask     answers a question from the bundled reports: make ask Q="How is custody in Wiltshire?"
# make try     shows the Discord bot in a browser, without Discord
# make test    runs every check and test; make check runs the checks alone
# make bench   measures speed and size on the bundled reports
# make corpus  makes the bundled reports again from the texts in corpus/digests
# make clean   removes .venv and the bundled reports' index
#
# Each sets up .venv first, and again only when pyproject.toml or constraints.txt has changed.

PYTHON ?= python3
Q ?= What did HMICFRS say about victim contact?
BIN := .venv/bin
READY := .venv/.ready

.PHONY: ask try test check bench setup corpus clean
.DEFAULT_GOAL := ask

ask: export QUESTION = $(value Q)
ask: $(READY)
	@$(BIN)/reportbot ask "$$QUESTION"

try: $(READY)
	@$(BIN)/python -m scripts.try_discord

test: check
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m scripts.bench

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else None)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

corpus: $(READY)
	$(BIN)/python -m scripts.make_digests

clean:
	rm -rf .venv .index
