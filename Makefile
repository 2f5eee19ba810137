# Everything runs in .venv, made on first use; only Python 3.11+, make and git are needed.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help rehearse demo translations run check likeness voice test chaos bench lint format clean

help: ## Say what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: .venv/rehearse ## Play the reference workshop in a simulated Discord (ARGS="--lang en --play list")
	$(BIN)/python -m bot demo $(ARGS)

rehearse: .venv/rehearse ## Lead a session yourself, in a browser, without Discord (ARGS="--lang en --people 12")
	$(BIN)/python -m bot rehearse $(ARGS)

translations: .venv/run ## What each language has of the sentences (ARGS=xx: what is missing)
	$(BIN)/python -m bot.translations $(ARGS)

run: .venv/run ## Run the bot (DISCORD_TOKEN in .env)
	$(BIN)/python -m bot

check: .venv/run ## Look at each thing the bot needs
	$(BIN)/python -m bot check

likeness: .venv/run ## Have post-its compared by what they mean too (105 MB more, 130 MB of memory)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[likeness]'

voice: .venv/run ## Have the end of time heard in voice channels too (5 MB)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[voice]'

test: lint ## Lint, format, strict types and all tests, on every core (ARGS="tests/tally -n 0 -x")
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

chaos: .venv/dev ## Kill, refuse and cut at random, long (ARGS="--only kills --rounds 10")
	$(BIN)/python -m tests.chaos $(ARGS)

bench: .venv/dev ## Measure Gommette beside its floors (ARGS="--only sockets large --rounds 1")
	$(BIN)/python -m tests.bench $(ARGS)

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/dev ## Put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and the caches (never data/state)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

# One mark for each set of dependencies; a set is installed again when its list changes.
.venv/run: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/rehearse: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[rehearse]'
	touch $@

.venv/dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@
