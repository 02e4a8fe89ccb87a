# What can be done here; every line but `uninstall` sets up first what it needs.
# ARGS="…" is passed on: make demo ARGS="--lan"    make test ARGS="tests/core -k bus"
# One bench, with its own words: make bench ARGS="hub.py --seconds 2"

.PHONY: help setup demo test check bench screenshots install uninstall
.DEFAULT_GOAL := help

ARGS ?=
BIN := .venv/bin
AT_ONCE := $(if $(ARGS),,-n 3 --dist loadfile)  # many tests wait for brokers and browsers
BENCHES := budget.py commands.py faults.py flood.py hub.py kinds.py learned.py rows.py speech.py web.py

help:
	@echo "make demo         a living home, simulated: nothing to own, nothing to configure"
	@echo "make test         every test"
	@echo "make check        style, types, locks, dashboard, unit"
	@echo "make bench        what things cost, beside a minimal hub"
	@echo "make screenshots  the page's pictures in docs/pictures"
	@echo "make install      (as root) as a service of this machine; make uninstall undoes it"

setup:
	@scripts/setup

demo: setup
	@$(BIN)/tomte demo $(ARGS)

test: setup
	@$(BIN)/python -m pytest $(AT_ONCE) $(ARGS)

check: setup
	@scripts/check

bench: setup
ifeq ($(ARGS),)
	@for bench in $(BENCHES); do $(BIN)/python tests/bench/$$bench || exit 1; done
else
	@$(BIN)/python tests/bench/$(ARGS)
endif

screenshots: setup
	@TOMTE_SCREENSHOTS=docs/pictures $(BIN)/python -m pytest tests/browser $(ARGS)

install: setup
	@scripts/install

uninstall:
	@scripts/install --undo
