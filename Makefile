# Every target does its own set-up. `make run ARGS='lab "StepLR(10)"'` passes arguments on.
SWIFT ?= swift
PREFIX ?= /usr/local
ARGS ?=
PYTHON ?= python3

# The flags of the release, asked for once and only where something is built.
RELEASE = $(eval RELEASE := $(shell Scripts/release-flags $(SWIFT)))$(RELEASE)
RELEASE_DIR = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)
SOURCES := Package.swift Sources Tests Examples

.PHONY: help run test build install uninstall dist format lint docs check bench fuzz siege clean setup
.DEFAULT_GOAL := help

help:
	@echo 'make run       build the release and start the lab (ARGS=... are passed on)'
	@echo 'make test      build and run every test'
	@echo 'make build     build the release, the Swift runtime linked in'
	@echo 'make install   copy it to $$PREFIX/bin, with its manual pages and completions (PREFIX=$(PREFIX)); make uninstall takes them away'
	@echo 'make dist      put together what a release page holds, and try it: archive, Debian package, wheel, checksums, bill of materials'
	@echo 'make format    rewrite the sources in the house style'
	@echo 'make lint      check style, warnings not allowed'
	@echo 'make docs      build the documentation of LRSchedulers and the manual in HTML; warnings and dead links are not allowed'
	@echo 'make check     lint, test and docs: what CI does'
	@echo 'make bench     measure launch, frames, memory, training and steps against floors in C and PyTorch (PYTHON=)'
	@echo 'make fuzz      a million broken specs, as many damaged logs and other files, 100,000 events for the lab, and as many functions beside CPython (COUNT=, EVENTS=, DIFFERENCES=, SEED=)'
	@echo 'make siege     broken inputs, hostile texts, faults, 72 ends of the program and long runs, for half an hour (SECONDS=, SEED=)'

setup:
	@Scripts/install-tools

build: setup
	$(SWIFT) build $(RELEASE) --product lrviz

run: build
	@exec $(RELEASE_DIR)/lrviz $(ARGS)

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	@Scripts/test-python "$$($(SWIFT) build --show-bin-path)/lrviz"

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(RELEASE_DIR)/lrviz $(DESTDIR)$(PREFIX)/bin/lrviz
	@LRVIZ=$(RELEASE_DIR)/lrviz Scripts/install-extras $(DESTDIR)$(PREFIX)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/lrviz $(DESTDIR)$(PREFIX)/share/man/man1/lrviz.1 \
	  $(DESTDIR)$(PREFIX)/share/man/man1/lrviz-*.1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lrviz \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lrviz $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lrviz.fish

dist: build
	@PYTHON="$(PYTHON)" Scripts/make-dist $(RELEASE_DIR)/lrviz dist
	@Scripts/test-dist dist

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@Scripts/lint-python

docs:
	@SWIFT="$(SWIFT)" Scripts/make-docs

check: lint test docs

BENCHMARKS := training-step lab-frame scheduler-step track-points judge-rates

bench: build
	@for product in $(BENCHMARKS); do $(SWIFT) build $(RELEASE) --product $$product || exit 1; done
	@PYTHON="$(PYTHON)" Benchmarks/run $(RELEASE_DIR)/lrviz

FUZZERS := spec-fuzz log-fuzz file-fuzz lab-fuzz

# COUNT, EVENTS, DIFFERENCES and SEED may be given.
fuzz: COUNT ?= 1000000
fuzz: EVENTS ?= 100000
fuzz: DIFFERENCES ?= 100000
fuzz: SEED ?= 1
fuzz: setup
	@for product in $(FUZZERS); do $(SWIFT) build $(RELEASE) --product $$product || exit 1; done
	@$(RELEASE_DIR)/spec-fuzz Tests/LRSchedulersTests/Golden $(COUNT) $(SEED)
	@$(RELEASE_DIR)/lab-fuzz Tests/LRSchedulersTests/Golden $(EVENTS) $(SEED)
	@$(RELEASE_DIR)/log-fuzz Tests/RunLogsTests/Logs $(COUNT) $(SEED)
	@$(RELEASE_DIR)/file-fuzz Tests/RecipesTests/Configurations $(COUNT) $(SEED)
	LRVIZ_DIFFERENCES=$(DIFFERENCES) LRVIZ_SEED=$(SEED) $(SWIFT) test --filter PythonDifferenceTests

# SECONDS and SEED may be given.
siege: SECONDS ?= 1800
siege: SEED ?= 1
siege: build
	@for product in $(FUZZERS); do $(SWIFT) build $(RELEASE) --product $$product || exit 1; done
	@Siege/run $(RELEASE_DIR)/lrviz $(RELEASE_DIR) $(SECONDS) $(SEED)

clean:
	$(SWIFT) package clean
