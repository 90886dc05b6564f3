# The front door. `make help` lists what there is; CMakePresets.json says how it is built.
.DEFAULT_GOAL := help
.PHONY: help run setup build release check check-long bench install fmt fuzz clean

PREFIX ?= /usr/local
LISTS ?=
FUZZ_SECONDS ?= 60
SIZES ?=

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1  \t/p' Makefile | expand -t 20

run: release ## set up, build, and show the program at work (LISTS="folder ..." for real lists)
	@LISTS="$(LISTS)" bash tools/run_demo.sh build/release/interdict

setup: ## install the Debian packages a build needs, where they are missing
	@sh tools/setup.sh run

release: setup ## build the optimised program: build/release/interdict
	@bash tools/build.sh release interdict

check: ## every test that takes minutes, under sanitizers and as released
	@sh tools/setup.sh check
	@bash tools/check.sh

check-long: ## check, and tsan, clang, fuzzing, valgrind and the slow packs
	@sh tools/setup.sh check
	@FUZZ_SECONDS=$(FUZZ_SECONDS) bash tools/check.sh --long

bench: release ## measure: speed, memory and accuracy (bench/; SIZES="real 300k 3m")
	@SIZES="$(SIZES)" bash tools/bench.sh build/release

install: release ## install under PREFIX (/usr/local); DESTDIR is honoured
	@cmake --install build/release --prefix "$(PREFIX)"

fmt: ## format every C file
	@sh tools/setup.sh check
	@git ls-files -co --exclude-standard '*.c' '*.h' | xargs -r clang-format -i

fuzz: ## run each fuzz target for FUZZ_SECONDS (60)
	@sh tools/setup.sh check
	@FUZZ_SECONDS=$(FUZZ_SECONDS) bash tools/fuzz.sh

clean: ## remove build/
	@rm -rf build
