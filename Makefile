# Everything starts here; each target makes .venv first where it is needed.
PYTHON  ?= python3
SOURCES ?= newsroom
LAKE    ?= lake
PORT    ?= 8765
AIRFLOW_PORT ?= 8080
JOBS    ?= 2
BIN     := .venv/bin
TESTS   ?=

.DEFAULT_GOAL := help
.PHONY: help setup run up test check format requirements clean

help: ## this list
	@echo "newslake: the news, in a lake you can query"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 15 | sed 's/^/  make /'
	@echo "PYTHON=python3.12 for another Python, SOURCES=newsroom|world|file.yaml, LAKE=folder, PORT=8765, AIRFLOW_PORT=8080"

setup: ## .venv with everything pinned; half a minute once packages are cached
	@$(PYTHON) tools/setup.py

run: setup ## one crawl as the Airflow DAG, then what it brought (SOURCES=newsroom, LAKE=lake)
	@$(BIN)/python tools/run.py --sources '$(SOURCES)' --lake '$(LAKE)' --port $(PORT)

up: setup ## all of Airflow with its pages on http://127.0.0.1:8080, until Ctrl-C
	@$(BIN)/python tools/up.py --sources '$(SOURCES)' --lake '$(LAKE)' --port $(PORT) --airflow-port $(AIRFLOW_PORT)

test: setup ## all tests (TESTS="tests/core -k dates" for some, JOBS=0 for a debugger)
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(TESTS)

check: setup ## style, types, import contracts, Dockerfile, YAML, documentation in step
	@echo "check: ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "check: mypy" && $(BIN)/mypy
	@echo "check: import contracts" && $(BIN)/lint-imports
	@echo "check: Dockerfile and YAML" && $(BIN)/hadolint Dockerfile && $(BIN)/yamllint --strict .
	@echo "check: documentation" && $(BIN)/python -m pytest --quiet tests/test_docs.py

format: setup ## let ruff mend what it can
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

requirements: setup ## compile requirements*.txt anew from requirements*.in (UPGRADE=--upgrade)
	@for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
	    --custom-compile-command 'make requirements' --output-file $$name.txt $$name.in || exit 1; done

clean: ## remove .venv, Airflow's state and caches; never a lake
	@rm -rf .venv .airflow .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} + && rm -rf include/*.egg-info
