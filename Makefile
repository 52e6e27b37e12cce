# Everything from a fresh clone: `make serve` shows the site, `make test` runs all tests.
# A bare Debian needs only make and python3 (3.11 or newer); the rest is fetched by the lock files.

PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE := 1
export NO_MKDOCS_2_WARNING := 1
PORT ?= 8000

.PHONY: serve build deck test check new bench fix lock clean browser runtime

serve: .venv/site runtime ## the site at http://127.0.0.1:8000, built anew at each edit
	@$(BIN)/python -m studyguide.build serve --port $(PORT)

build: .venv/site runtime ## the finished site in site/, replaced only if everything holds
	@$(BIN)/python -m studyguide.build site

deck: build ## the questions as an Anki deck
	@echo "The deck is site/assets/held-out.apkg; in Anki: File, Import"

test: check browser ## all tests, those in the browser too; a file's tests share what it builds
	@$(BIN)/python -m pytest tests -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/dev runtime ## the fast part: style, types, pages, units
	@$(BIN)/python -m studyguide.check
	@$(BIN)/ruff check --quiet . || { echo "mend it: make fix"; exit 1; }
	@$(BIN)/ruff format --quiet --check studyguide tests bench || { echo "mend it: make fix"; exit 1; }
	@$(BIN)/typos
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/node web/node_modules/typescript/bin/tsc -p web
	@$(BIN)/node --test --test-reporter=dot tests/web/*.ts
	@$(BIN)/python -m pytest tests/package -n 2 -m "not slow"

new: .venv/site ## a new page: make new KIND=chapter SECTION=metrics NAME=log-loss
	@$(BIN)/python -m studyguide.scaffold --kind "$(KIND)" --section "$(SECTION)" --name "$(NAME)"

bench: .venv/dev browser ## the figures in bench/, measured again on this machine
	@$(BIN)/python -m bench

fix: .venv/dev ## mends what machines can mend
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet studyguide tests bench
	@$(BIN)/python -m studyguide.check --fix

lock: .venv/dev ## compiles the lock files from requirements*.in and web/package.json
	@for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --universal --generate-hashes \
		--python-version 3.11 --no-emit-index-url --no-header $$name.in -o $$name.txt; done
	@cd web && $(CURDIR)/$(BIN)/npm install --package-lock-only --ignore-scripts

clean: ## forgets everything that was made or fetched
	rm -rf .venv .cache site web/node_modules web/dist

runtime: .venv/site # Python for the browser: fetched and compiled once; the site works without it
	@$(BIN)/python -m studyguide.runtime

browser: .venv/dev
	@$(BIN)/python -m studyguide.browser

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
		echo "Python's venv module is missing: installing python3-venv"; \
		{ [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv .venv; } \
		|| { echo "Install it first: sudo apt-get install python3-venv"; exit 1; }; }
	@touch $@

.venv/site: requirements.txt pyproject.toml web/package-lock.json | .venv/made
	@echo "Fetching what the site is built with (once; about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || exit 1
	@$(BIN)/python -c 'from studyguide.web import install; install()'
	@touch $@

.venv/dev: requirements-dev.txt .venv/site
	@echo "Fetching what the tests need (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
