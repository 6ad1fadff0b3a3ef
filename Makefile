# Verbs of the project. None of them is needed to build or test: `make run` and `make test` only call ./run and ./test.

.DEFAULT_GOAL := help
.PHONY: help run test prove release-check selftest-check lint format bench bench-check bench-prove bench-update bench-peers bench-import bench-curve docs reference dist slurm-check torture same-bytes soak fuzz sanitize clean

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  %-14s %s\n", $$1, $$2 }'

run: ## build, and simulate the quickstart scenario
	@./run

test: ## run every test
	@./test

prove: ## change each constant in turn and show that its proof fails
	@scripts/prove-constraints

release-check: ## compare the answers of the release build with the golden ones
	@scripts/release-check

selftest-check: ## run the self-test of the release build, thoroughly and on several seeds
	@scripts/selftest-check

torture: ## kill sweeps at random moments, damage files, fill the disk, and compare the answers (KILLS=1000)
	@scripts/torture $(or $(KILLS),1000)

same-bytes: ## compare answers between builds, allocators, numbers of tasks and mathematical functions
	@scripts/same-bytes

soak: ## let many commands work for an hour and look whether their memory grows
	@scripts/soak

fuzz: ## feed changed inputs to every parser of files from outside
	@scripts/fuzz

sanitize: ## run the program under the address and the thread sanitizer
	@scripts/sanitize address
	@scripts/sanitize thread

lint: ## check the format of the Swift files
	@scripts/lint

format: ## rewrite the Swift files in that format
	@scripts/lint --fix

bench: ## run the benchmarks and print what they measure
	@cd Benchmarks && swift package benchmark

bench-check: ## compare the gated benchmarks with the recorded numbers
	@scripts/bench-check

bench-prove: ## show that the gate turns red when a model wastes something in every event
	@scripts/bench-prove

bench-update: ## record the gated benchmarks anew
	@scripts/bench-update

bench-import: ## measure readers of a large listing side by side
	@scripts/bench-import

bench-peers: ## measure other simulators and the limit of this processor beside our engine
	@scripts/bench-peers

bench-curve: ## measure how time and memory grow from 10^4 to 10^7 instances, with a picture
	@scripts/bench-cost-curve

slurm-check: ## run a sweep on a small Slurm, with a node that is lost half-way
	@scripts/slurm-check

dist: ## pack the release as a tarball and a Debian package, and check both
	@scripts/dist

docs: ## build the documentation of the libraries into .build/documentation
	@scripts/docs

reference: ## write docs/reference, the picture of the rooms and the examples of the libraries anew
	@UPDATE_DOCS=1 ./test --filter 'DocsCommandTests|ArchitectureTests|LibraryPagesTests'

clean: ## remove everything that was built
	@rm -rf .build Benchmarks/.build Tests/Fuzzing/.build dist
