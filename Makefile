# The commands a person types. `make` alone lists them.
# A JDK 21 or newer is found here, once: JAVA_HOME when it is new enough, then the newest of the usual places.
JDK := $(shell sh .mvn/find-jdk.sh)
MVN := JAVA_HOME="$(JDK)" mvn
MODULE ?=
PUBLISHED ?=
.DEFAULT_GOAL := help

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.PHONY: jdk
jdk:
	@sh .mvn/find-jdk.sh >/dev/null

.PHONY: test
test: jdk ## run every test, from a clean clone
	$(MVN) verify

.PHONY: format
format: jdk ## format the sources
	$(MVN) -q spotless:apply

.PHONY: golden
golden: jdk ## rewrite the golden files and generated docs; read the diff before you commit it
	$(MVN) verify -Dloupe.golden=rewrite

.PHONY: fidelity
fidelity: jdk ## do our contracts mean what the provider publishes? PUBLISHED=dir compares with those files too
	@$(MVN) -q -pl src/core compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
	@"$(JDK)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "src/core/target/classes:$$(cat src/core/target/classpath)" dev.loupe.contract.Fidelity openapi $(PUBLISHED)

.PHONY: clean
clean: jdk ## remove what was built
	$(MVN) -q clean
