# Two commands do all set-up on a fresh machine: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# A store of another edition (another checkout made it) is not opened but made anew.
EDITION := $(shell cat db/versions/*.py | cksum | cut -d ' ' -f 1)
STORE := build/example/$(EDITION)/voorbeeld.stagecoach
export STAGECOACH_PASSPHRASE ?= twee sporen naast elkaar

.PHONY: run test check bench faults pictures bundle texts lock hooks release clean

# Every package by its hash; the project itself without asking a registry again.
$(VENV)/ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(STORE): | $(VENV)/ready
	rm -rf build/example
	mkdir -p $(@D)
	$(BIN)/stagecoach example $@

run: $(VENV)/ready $(STORE)
	rm -rf build/forms
	$(BIN)/stagecoach print $(STORE) --form interim --as filled --out build/forms
	$(BIN)/stagecoach print $(STORE) --form final --as blank --out build/forms
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
	  echo "Example store: $(STORE)  passphrase: $$STAGECOACH_PASSPHRASE"; \
	  $(BIN)/stagecoach $(STORE); \
	elif $(BIN)/stagecoach screenshot $(STORE) --screen today --out build/today.png; then \
	  echo "No screen here. Forms: build/forms/  screenshot: build/today.png"; \
	else \
	  echo "No screen here. Forms: build/forms/"; \
	fi

test: $(VENV)/ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# Every screen as a picture, in three looks; tests/pictures.py compares two such folders.
pictures: $(VENV)/ready
	$(BIN)/python -m tests.pictures take build/pictures

# Builds the program, then starts it from an empty folder and lets it print one form.
bundle: $(VENV)/ready
	$(BIN)/pyinstaller --noconfirm --distpath build/dist --workpath build/work build.spec
	$(BIN)/python tests/bundle.py build/dist/stagecoach/stagecoach

# Kills at every call to the file system while a backup is put back, one after the other.
faults: $(VENV)/ready
	STAGECOACH_FAULTS=1 $(BIN)/python -m pytest -q tests/faults

# After a text changed: adds it to the Dutch catalogue and compiles that.
texts: $(VENV)/ready
	$(BIN)/python resources/locale/update.py

# After a dependency changed in pyproject.toml: one lock for every system and Python. What is
# locked stays as it is; `make lock UP=--upgrade` looks for newer versions of all of it.
lock: $(VENV)/ready
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes $(UP) \
	  --python-version 3.11 --no-emit-index-url --no-annotate --quiet \
	  --custom-compile-command "make lock" --output-file requirements.lock

# Once in a clone: ruff looks at what is about to be committed.
hooks: $(VENV)/ready
	$(BIN)/pre-commit install

# make release VERSION=0.4.0: version, changelog and tag, after the checks.
release: $(VENV)/ready
	$(BIN)/python resources/release.py $(VERSION)

clean:
	rm -rf build $(VENV)
