# One command for each thing to do here; `make help` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# The AWS SDK has thousands of modules: compiling them anew would take most of every start.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
STACK ?= staging
UV_VERSION := 0.13.9
UV := .tools/uv/bin/uv
PYTHON := .venv/bin/python
WEB := app/web
# Pulumi brings the environment up to date with the uv it finds.
PULUMI = PATH="$(CURDIR)/.tools/uv/bin:$$PATH" pulumi
GATE = --policy-pack policy --policy-pack-config policy/config/$(STACK).json

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## everything on this machine, no account: both stacks, then the app on http://127.0.0.1:8000 (PORT=)
	@python3 app/local/machine.py --port "$(PORT)"
	@$(MAKE) --silent .venv/for-demo $(WEB)/dist/index.html
	@$(PYTHON) -m app.local --port $(PORT) --blueprint --demo-user

.PHONY: test
test: machine .venv/for-tests .tools/checkov/ready web ## all tests
	$(PYTHON) -m pytest -n 2 --ignore tests/image
	npm --prefix $(WEB) test

.PHONY: check
check: machine .venv/for-tests $(WEB)/node_modules ## formatting, lint, types, layers
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/pyright
	.venv/bin/mypy
	PYTHONPATH=app/backend .venv/bin/lint-imports
	npm --prefix $(WEB) run check

.PHONY: blueprint
blueprint: .venv/for-demo ## a stack on paper: resources, policy findings, cost, picture (STACK=staging|prod)
	@$(PYTHON) -m blueprint $(STACK)

.PHONY: picture
picture: .venv/for-demo ## docs/architecture.svg, after a change of the architecture
	@$(PYTHON) -m blueprint prod --svg docs/architecture.svg --quiet

.PHONY: bootstrap
bootstrap: .venv/for-tests ## prepare an AWS account, once: state, keys, roles (REPOSITORY=owner/name EMAIL=)
	@PATH="$(CURDIR)/.tools/uv/bin:$$PATH" $(PYTHON) -m scripts.bootstrap \
		--repository "$(REPOSITORY)" --email "$(EMAIL)" $(BOOTSTRAP_FLAGS)

.PHONY: costs
costs: .venv/for-demo ## docs/costs.md, after a change of the architecture or a price
	@$(PYTHON) -m blueprint.costs_page docs/costs.md

.PHONY: preview
preview: ready-preview machine web ## what a deployment would change, judged by the policy pack (STACK=)
	@$(PULUMI) preview --stack $(STACK) $(GATE) $(PULUMI_FLAGS)

.PHONY: up
up: ready-up machine web ## deploy a stack (STACK=)
	@$(PULUMI) up --stack $(STACK) $(GATE) $(PULUMI_FLAGS)

.PHONY: rollback
rollback: .venv/for-tests ## serve the release before again: code only, in seconds (STACK=)
	@$(PYTHON) scripts/rollback.py $(STACK)

.PHONY: audit
audit: .venv/for-tests ## what is deployed, judged by the policy pack (STACK=)
	@$(PULUMI) stack export --stack $(STACK) | $(PYTHON) -m policy.controls.audit /dev/stdin --stack $(STACK)

.PHONY: destroy
destroy: ready-destroy ## take a stack down (STACK=)
	@$(PULUMI) destroy --stack $(STACK) $(PULUMI_FLAGS)

ready-%: .venv/for-tests
	@$(PYTHON) scripts/preflight.py $* $(STACK)

.PHONY: web
web: $(WEB)/dist/index.html ## the web app, built into app/web/dist

.PHONY: image
image: .venv/for-tests ## the container image, built and tried with the machine's Docker engine
	@docker info >/dev/null 2>&1 || { echo "error: no Docker engine answers; scripts/docker-engine.sh starts one" >&2; exit 1; }
	$(PYTHON) -m pytest tests/image

.PHONY: bench
bench: .venv/for-tests .tools/app/ready ## how fast things are, as ratios measured side by side
	@$(PYTHON) -m tests.bench

.PHONY: contract
contract: .venv/for-tests ## app/openapi.json, after a change of the API
	DJANGO_SETTINGS_MODULE=config.on_paper $(PYTHON) app/backend/manage.py spectacular \
		--format openapi-json --file app/openapi.json --validate --fail-on-warn

.PHONY: controls
controls: .venv/for-tests ## docs/controls.md, after a change of the policy pack
	$(PYTHON) -m policy.controls.handbook docs/controls.md

.PHONY: lock
lock: $(UV) ## the lock files, after a change of dependencies
	$(UV) lock
	$(UV) lock --project tests/policy/judge
	$(UV) export --quiet --only-group app --no-emit-project --output-file app/backend/requirements.lock

.PHONY: machine
machine:
	@python3 app/local/machine.py

$(UV):
	@echo "fetching uv $(UV_VERSION)"
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
		--target .tools/uv uv==$(UV_VERSION)

.venv/for-demo: $(UV) uv.lock pyproject.toml
	@$(UV) sync --locked --quiet --inexact --no-group dev
	@touch $@

.venv/for-tests: $(UV) uv.lock pyproject.toml
	@$(UV) sync --locked --quiet
	@touch $@ .venv/for-demo

# What the image holds and nothing else: several libraries import whatever they find.
.tools/app/ready: $(UV) uv.lock
	@UV_PROJECT_ENVIRONMENT="$(CURDIR)/.tools/app" $(UV) sync --locked --quiet --only-group app
	@touch $@

.tools/checkov/ready: $(UV) tests/policy/judge/uv.lock
	@UV_PROJECT_ENVIRONMENT="$(CURDIR)/.tools/checkov" $(UV) sync --locked --quiet --project tests/policy/judge
	@touch $@

$(WEB)/node_modules: $(WEB)/package-lock.json
	@npm --prefix $(WEB) ci --no-audit --no-fund --loglevel error
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules $(shell find $(WEB)/src $(WEB)/public $(WEB)/index.html $(WEB)/vite.config.ts -type f 2>/dev/null)
	@npm --prefix $(WEB) run --silent build
	@touch $@
