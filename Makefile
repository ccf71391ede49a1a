# `make run` and `make test` work from nothing; `make` alone lists the rest.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

BIN := .venv/bin
COURSES := $(dir $(wildcard courses/*/course.yaml))
# The catalogue template is made anew each time and not kept.
POT := .venv/messages.pot
# ARGS goes to pytest: make test ARGS="tests/questions -k cloze"
ARGS ?=

##@ Use it

.PHONY: run
run: ## Prepare the database, publish courses/ and serve; settings come from the environment
	@.ci/setup runtime
	@$(BIN)/czeladnik serve

.PHONY: demo
demo: export DATA_DIR := $(or $(DATA_DIR),data-demo)
demo: ## Fill data-demo/ with a believable chamber, once, and serve it to look at
	@.ci/setup runtime
	@test -e "$$DATA_DIR/czeladnik.db" || $(BIN)/czeladnik demo
	@$(BIN)/czeladnik serve

##@ Work on it

.PHONY: setup
setup: ## Install what tests and checks need into .venv
	@.ci/setup dev

.PHONY: test
test: setup ## Run the tests; ARGS="..." goes to pytest
	@.ci/setup browser
	@command -v chromium > /dev/null || without_browser="not browser"; \
	$(BIN)/pytest -n auto -m "$$without_browser" $(ARGS)

.PHONY: check
check: ## Everything CI does: lint, then test
	@$(MAKE) lint
	@$(MAKE) test

# Cheapest first.
.PHONY: lint
lint: setup ## Format, style, imports, types, templates, courses, translations
	$(BIN)/ruff format --quiet --check .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/djlint app/templates --lint --quiet
	$(BIN)/czeladnik courses check $(COURSES)
	$(BIN)/pytest --quiet tests/test_translations.py

.PHONY: fix
fix: setup ## Repair what can be repaired by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: messages
messages: setup ## Bring translations/ in line with the texts of the code
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --ignore-dirs ".*" \
		--add-comments "Translators:" --add-location file --sort-by-file \
		--header-comment "# Texts of Czeladnik's interface, under the EUPL 1.2." \
		--project czeladnik --output-file $(POT) .
	for locale in pl de; do \
		if [ -e translations/$$locale ]; then action="update --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date"; \
		else action=init; fi; \
		$(BIN)/pybabel --quiet $$action --input-file $(POT) --output-dir translations --locale $$locale; \
	done

.PHONY: migration
migration: setup ## Draft a migration from the models: make migration M="Add cohorts"
	@test -n "$(M)" || { echo 'Say what changes: make migration M="Add cohorts"'; exit 2; }
	$(BIN)/czeladnik db revision "$(M)"

.PHONY: lock
lock: setup ## Pin the packages of pyproject.toml anew; UPGRADE=1 takes newer versions
	$(BIN)/uv pip compile $(PINNED) --extra build --output-file requirements.txt
	$(BIN)/uv pip compile $(PINNED) --extra build --extra dev \
		--constraints requirements.txt --output-file requirements-dev.txt
	@.ci/setup dev

PINNED = pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

##@ Measure it

.PHONY: bench
bench: setup ## Speed as ratios to a bare reference app, measured in the same run
	$(BIN)/python -m benchmarks

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
