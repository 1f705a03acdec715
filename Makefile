# Tidtam. Two commands matter on a fresh machine: `make run` and `make test`.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8501

.PHONY: help run test check drills security bench peers build lock pictures debian office

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/run.stamp  ## install, load the demonstration year into an empty ledger, serve on port 8501
	@$(PY) -m etl demo load --if-empty
	@echo "Tidtam: http://localhost:$(PORT)  (Ctrl+C to stop)"
	@$(PY) -m streamlit run app.py --server.port $(PORT) --server.headless true

test: $(VENV)/dev.stamp debian  ## every check, at a small seeded size
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.stamp lint  ## ruff, mypy and the fast tests
	@$(PY) -m pytest -m "not slow and not browser" -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/dev.stamp
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check -q .
	@$(PY) -m mypy

drills: $(VENV)/dev.stamp debian office  ## the same tests at the counts the issues name
	@TIDTAM_DRILL=1 $(PY) -m pytest -o timeout=3600 --durations=15

security: $(VENV)/dev.stamp  ## bandit, pip-audit and a search for secrets (docs/security.md)
	@$(PY) -m tests.security

bench: $(VENV)/dev.stamp  ## measures, as medians and ratios of one run
	@$(PY) -m benchmarks

peers: $(VENV)/dev.stamp  ## install the tools that `make bench` compares with, into .cache/peers (10 minutes, 2 GB)
	@$(PY) -m benchmarks.peers

build: $(VENV)/run.stamp  ## bring the DuckDB build up to the ledger
	@$(PY) -m etl build

pictures: $(VENV)/dev.stamp debian  ## the gallery: every page of the menu with the demonstration's figures
	@$(PY) -m docs.shoot

lock: $(VENV)/dev.stamp  ## compile requirements*.in into pinned requirements*.txt
	@$(PY) -m pip install -q uv
	@$(PY) -m uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements.in -o requirements.txt
	@$(PY) -m uv pip compile -q --generate-hashes --python-version 3.11 --no-header requirements-dev.in -c requirements.txt -o requirements-dev.txt

# The browser, the database server and the reader of PDFs that the tests run against; nothing is installed that is already there.
debian:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ]; then \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi

# The programs that open our Office files, and the checker of their schemas; large, so only the drills ask for them.
office: $(VENV)/dev.stamp
	@if ! command -v soffice >/dev/null || ! command -v npm >/dev/null; then \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-impress libreoffice-writer npm; \
	fi
	@$(PY) -m tests.exports.package || echo "The checker of Office files is not to be had: its tests are skipped."

# Debian ships venv in a package of its own.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit("Tidtam needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/run.stamp: requirements.txt | $(PY)
	@echo "Installing (once, about a minute) ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt 2>.venv/pip.log || { cat .venv/pip.log; exit 1; }
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp | $(PY)
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt 2>.venv/pip.log || { cat .venv/pip.log; exit 1; }
	@touch $@
