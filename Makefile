# Each target sets up what it needs. On Windows use conda (see README.md); make is not needed there.
.POSIX:
.PHONY: help app lab test lint bench chaos docs screenshots constraints clean

PYTHON = python3
BIN = .venv/bin

help:
	@echo "make app    the page, at http://127.0.0.1:8866"
	@echo "make lab    the same notebooks in JupyterLab"
	@echo "make test   lint, types, import contracts, and every test"
	@echo "make lint   ruff, mypy and the import contracts only"
	@echo "make bench  measure against peers"
	@echo "make docs   the guide, into share/guide"
	@echo "make chaos  kill, cut and fill up what can be, and count what is lost"
	@echo "make screenshots   take the READMEs' pictures anew"
	@echo "make constraints   pin the tested environment anew"
	@echo "make clean  remove everything that can be made again"

app:
	@$(PYTHON) -m tools.install
	@$(BIN)/zongjie app

lab:
	@$(PYTHON) -m tools.install
	@$(BIN)/zongjie lab

test: lint
	@$(PYTHON) -m tools.system
	@$(BIN)/python -m tools.frontend test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --nbval-lax tests notebooks

lint:
	@$(PYTHON) -m tools.install dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m tools.frontend lint

bench:
	@$(PYTHON) -m tools.install dev
	@$(PYTHON) -m tools.system
	@$(BIN)/python -m tests.bench.run

docs:
	@$(PYTHON) -m tools.install dev
	@$(BIN)/python -m tools.guide

chaos:
	@$(PYTHON) -m tools.install dev
	@$(PYTHON) -m tools.system
	@$(BIN)/python -m tests.chaos.run

screenshots:
	@$(PYTHON) -m tools.install dev
	@$(PYTHON) -m tools.system
	@$(BIN)/python -m tools.screenshots

constraints:
	@$(PYTHON) -m tools.constraints

clean:
	rm -rf .venv build dist share/jupyter/labextensions share/guide widgets/frontend/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find zongjie widgets tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
