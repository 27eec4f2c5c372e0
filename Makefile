# Two commands do all set-up on a fresh machine: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := build/example/voorbeeld.stagecoach
export STAGECOACH_PASSPHRASE ?= twee sporen naast elkaar

.PHONY: run test check bench bundle texts clean

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

$(STORE): | $(VENV)/ready
	mkdir -p build/example
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

# Builds the program, then starts it from an empty folder and lets it print one form.
bundle: $(VENV)/ready
	$(BIN)/pyinstaller --noconfirm --distpath build/dist --workpath build/work build.spec
	$(BIN)/python tests/bundle.py build/dist/stagecoach/stagecoach

# After a text changed: adds it to the Dutch catalogue and compiles that.
texts: $(VENV)/ready
	$(BIN)/python resources/locale/update.py

clean:
	rm -rf build $(VENV)
