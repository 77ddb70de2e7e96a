# Two commands get you going: `make run` and `make test`. A step runs again only when its inputs changed:
# each leaves a stamp in var/made, and depends on the files it read.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: run test prove setup learned evaluate bench lighthouse lock sbom clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := var/made
STATIC := finder/static
MAKEFLAGS += --jobs=2
export PORT ?= 8000
export BOT_PORT ?= 5005

run: setup
	@exec $(BIN)/honcho -f deploy/Procfile -d . --no-prefix start

# How well people are understood: prints the figures and writes docs/assistant.md.
evaluate: $(MADE)/directory $(MADE)/tests
	@$(BIN)/python -m tests.bot.evaluate

# After a change to what people say: put what was learned from it beside the code, so that nobody has to learn it again.
learned: $(MADE)/directory
	@$(BIN)/python -m finder.learning

# How fast it is: prints the figures and writes docs/performance.md. QUICK=1, SIZES=500,5000 and SOAK=1 are told there.
bench: setup $(MADE)/tests $(MADE)/bench
	@OMP_NUM_THREADS=1 $(BIN)/python -m tests.load.bench

# The pages as on a slow phone: prints the figures and writes them into docs/performance.md.
lighthouse: setup
	@deploy/chromium.sh
	@cd tests/load/lighthouse && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@$(BIN)/python -m tests.load.slow_phone

setup: $(MADE)/site $(MADE)/frontend $(MADE)/translations $(MADE)/directory $(MADE)/assistant $(MADE)/model

test: setup $(MADE)/tests
	@deploy/chromium.sh
	@deploy/servers.sh
	@$(BIN)/python -m pytest -c tests/pytest.ini --rootdir . -n 2 --dist loadfile

# The whole of what `make test` does in pairs: every page in every language, width and scheme, every visit to its end.
prove: export WAYMARK_PROVE = 1
prove: test

$(MADE)/site: requirements.txt deploy/uv.txt deploy/packages.sh
	@mkdir -p $(MADE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Waymark needs Python 3.11 or newer. Install it, or name it: make run PYTHON=python3.12"; exit 1; }
	@echo "1 of 6: the site's packages (half a minute the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@deploy/packages.sh $(BIN)/python requirements.txt
	@touch $@

$(MADE)/frontend: $(STATIC)/package-lock.json deploy/frontend.sh $(MADE)/site
	@mkdir -p $(MADE)
	@echo "2 of 6: htmx and the fonts of printed sheets"
	@BIN=$(BIN) deploy/frontend.sh
	@touch $@

$(MADE)/translations: $(MADE)/site $(wildcard translations/*/LC_MESSAGES/messages.po)
	@echo "3 of 6: the translations"
	@$(BIN)/flask --app wsgi translate compile
	@touch $@

# A list of what the directory is built from, written anew when a file comes, goes or changes: to look costs no second of Python.
KEPT := $(or $(FINDER_VAR),var)
INPUTS := $(or $(FINDER_CONTENT),content) finder $(wildcard $(KEPT)/areas)
.PHONY: again
$(MADE)/inputs: again
	@mkdir -p $(MADE)
	@{ echo "$(KEPT) $(FINDER_AREA) $(if $(wildcard $(KEPT)/builds/*/current),,not built)"; \
	  find -L $(INPUTS) -type f -not -path '*/static/*' -not -name '*.pyc' -exec cksum {} + | sort; } >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(MADE)/directory: $(MADE)/inputs $(MADE)/site
	@echo "4 of 6: the directory (a minute the first time, then seconds; half an hour when what people say was changed)"
	@$(BIN)/python -m finder.indexing
	@touch $@

# The assistant needs Python 3.10 and packages of its own. Without that Python the site runs on, in simple mode.
$(MADE)/assistant: bot/requirements.txt deploy/assistant.sh deploy/find_python310.sh $(MADE)/site
	@mkdir -p $(MADE)
	@echo "5 of 6: the assistant's packages (a minute or two the first time)"
	@deploy/assistant.sh
	@touch $@

MODEL_INPUTS := $(wildcard bot/*.yml bot/*.py bot/*.sh bot/components/*.py bot/domain/*.yml bot/data/nlu/*.yml bot/data/rules/*.yml \
  bot/data/stories/*.yml content/topics/*.yaml)
# After the directory, whose build has embedded most of the examples already.
$(MADE)/model: $(MADE)/assistant $(MODEL_INPUTS) | $(MADE)/directory
	@echo "6 of 6: the assistant's training (four minutes the first time, then one)"
	@if [ -x bot/.venv/bin/rasa ]; then bot/train.sh || echo "The site answers in simple mode until this is mended."; fi
	@touch $@

$(MADE)/tests: tests/requirements.txt $(MADE)/site
	@echo "The tests' packages"
	@deploy/packages.sh $(BIN)/python tests/requirements.txt
	@touch $@

$(MADE)/bench: tests/load/requirements.txt $(MADE)/site
	@echo "The packages that search is compared with"
	@deploy/packages.sh $(BIN)/python tests/load/requirements.txt
	@touch $@

# Pin every package anew, with hashes, from the direct ones in deploy/*.in.
lock: $(MADE)/site
	@for pair in uv:deploy/uv.txt site:requirements.txt tests:tests/requirements.txt bench:tests/load/requirements.txt; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url deploy/$${pair%%:*}.in -o $${pair##*:}; done
	@$(BIN)/uv pip compile --quiet --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  deploy/bot.in -o bot/requirements.txt
	@deploy/packages.sh $(BIN)/python tests/requirements.txt && $(BIN)/python -m deploy.bank_holidays

# What both environments are made of, as CycloneDX 1.6, from the same files that they are installed from.
sbom: $(MADE)/tests
	@mkdir -p sbom
	@for pair in site:requirements.txt assistant:bot/requirements.txt; do \
	  $(BIN)/cyclonedx-py requirements --output-reproducible --validate -o sbom/$${pair%%:*}.cdx.json $${pair##*:} && \
	  echo "sbom/$${pair%%:*}.cdx.json"; done

clean:
	@rm -rf var $(VENV) bot/.venv bot/models $(STATIC)/node_modules $(STATIC)/vendor
