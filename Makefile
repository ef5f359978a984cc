# The commands a person types. `make` alone lists them.
# A JDK 21 or newer is found here, once: JAVA_HOME when it is new enough, then PATH, then the newest of the usual places.
# Without Maven on PATH the wrapper downloads one.
JDK := $(shell sh src/cli/src/main/dist/find-java javac 2>/dev/null)
MAVEN := $(shell command -v mvn || echo ./mvnw)
MVN := JAVA_HOME="$(JDK)" $(MAVEN)
PUBLISHED ?=
CORPUS ?=
AS ?= root user
FRESH_JDK ?=
ANALYSE :=
.DEFAULT_GOAL := help

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

# What is missing is said in a sentence, before anything is built.
.PHONY: tools
tools:
	@sh src/cli/src/main/dist/find-java javac >/dev/null
	@JAVA_HOME="$(JDK)" sh src/make/find-maven $(MAVEN)

.PHONY: build
build: tools ## build the command: dist/bin/loupe
	$(MVN) -q package -DskipTests -pl src/cli -am
	@JAVA_HOME="$(JDK)" sh src/cli/src/main/dist/assemble dist
	@printf '%s\n' "$(JDK)" >dist/lib/java-home
	@sh dist/lib/warm-up >/dev/null
	@echo dist/bin/loupe

RELEASE := src/make/release
RELEASED := target/release

.PHONY: dist
dist: tools ## build the files of a release into target/release: archives, jar, SBOM, checksums
	$(MVN) -q -Psbom package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime -DskipTests -pl src/cli -am
	@rm -rf target/release-classes
	@"$(JDK)/bin/javac" -d target/release-classes -cp "$$(cat src/cli/target/classpath)" $(RELEASE)/*.java
	@"$(JDK)/bin/java" -Duser.timezone=UTC -cp "target/release-classes:$$(cat src/cli/target/classpath)" Release $(RELEASED)

STAGED := target/staging
STAGE := deploy -Prelease,sbom -DskipTests -DaltDeploymentRepository=staging::file:$(STAGED) $(STAGE_OPTIONS)
MODULES := src/client-runtime,src/client,src/client-chat,src/client-telemetry,src/client-quarkus,src/client-quarkus-deployment,src/core,src/serve,src/junit,src/maven-plugin

.PHONY: stage
stage: tools ## build the published modules with sources, javadoc and signatures into target/staging; STAGE_OPTIONS=-Dgpg.skip
	@rm -rf $(STAGED)
	$(MVN) -q $(STAGE) -pl $(MODULES) -am
	$(MVN) -q $(STAGE) -f src/bom
	@echo $(STAGED)

JRELEASER := org.jreleaser:jreleaser-maven-plugin:1.23.0
DRY ?= true

.PHONY: publish
publish: tools ## rehearse the publication of target/release and target/staging with JReleaser; DRY=false publishes
	$(MVN) -N $(JRELEASER):full-release -Djreleaser.config.file=jreleaser.yml -Djreleaser.dry.run=$(DRY)

BASE ?=

.PHONY: image
image: dist ## build the container image as a tar, without Docker; BASE=tar://file or a name: on another base image
	@sh src/make/image/build "$(JDK)" $(MAVEN) $(RELEASED) $(BASE)

.PHONY: image-check
image-check: ## unpack the image of make image and run it as an ordinary user with a read-only root; needs root
	@bash src/make/image/check $(RELEASED)

.PHONY: dist-check
dist-check: tools ## try the files of make dist: odd folders, other languages, without Java, as nobody
	@JDK="$(JDK)" bash $(RELEASE)/check $(RELEASED)

.PHONY: dist-twice
dist-twice: tools ## build the release again in another folder and compare the bytes
	@sh $(RELEASE)/twice $(RELEASED)

.PHONY: test
test: tools ## run every test, from a clean clone; as root it installs a browser for them, where there is none
	@sh src/make/browser
	$(MVN) $(ANALYSE) verify

.PHONY: check
check: ANALYSE := -Panalyse
check: test ## what must hold before a change lands: every test, and no word of the analysers and the formatter

.PHONY: coverage
coverage: tools ## run every test with JaCoCo; a page per module in src/*/target/site/jacoco
	$(MVN) -Pcoverage verify

.PHONY: quick
quick: tools ## while developing: analyse and test core alone, without the browser and the slowest searches
	$(MVN) -Panalyse test -pl src/core -Dtest='!RunPageTest,!DiffPageTest,!MutationTest,!HostileTest'

.PHONY: fresh
fresh: ## run both commands of the README on an empty Debian with JDK 21 or FRESH_JDK=dir, AS="root user" (needs root)
	@LOUPE_FRESH_JAVA="$(FRESH_JDK)" bash src/make/fresh $(AS)

.PHONY: format
format: tools ## format the sources
	$(MVN) -q spotless:apply

.PHONY: golden
golden: tools ## rewrite the golden files and generated docs; read the diff before you commit it
	$(MVN) verify -Dloupe.golden=rewrite -Dloupe.parallel=false

.PHONY: fidelity
fidelity: tools ## do our contracts mean what the provider publishes? PUBLISHED=dir compares with those files too
	@$(MVN) -q -pl src/core compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
	@"$(JDK)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "src/core/target/classes:$$(cat src/core/target/classpath)" dev.loupe.openapi.FingerprintVerification openapi $(PUBLISHED)

.PHONY: conformance
conformance: dist/bin/loupe ## verify the recordings and the embedded reference provider; reports in conformance-reports/latest
	dist/bin/loupe replay recordings --baseline conformance-baseline.yaml --out conformance-reports/latest/recordings
	dist/bin/loupe run --level full --contract gemma-3 --out conformance-reports/latest/gemma-3
	dist/bin/loupe run --level full --contract gemma-3-27b --out conformance-reports/latest/gemma-3-27b
	dist/bin/loupe run --level full --contract gemma-3n --out conformance-reports/latest/gemma-3n

.PHONY: screenshot
screenshot: dist/bin/loupe ## draw docs/report.png, the picture of the README, from a real run; needs Chromium
	@dist/bin/loupe replay recordings/aimlapi --quiet --out target/screenshot; test $$? -eq 1
	@chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,820 \
	  --screenshot=docs/report.png "file://$(CURDIR)/target/screenshot/index.html" >/dev/null 2>&1
	@echo docs/report.png

.PHONY: calibrate
calibrate: dist/bin/loupe ## count violations of every check on real recordings, by provider: CORPUS="path path"
	@test -n "$(CORPUS)" || { echo "Name real recordings: make calibrate CORPUS=path" >&2; exit 2; }
	dist/bin/loupe calibrate --adjudicated docs/calibration/adjudicated.yaml $(CORPUS)

.PHONY: client
client: tools ## build the client and install it into the local Maven repository
	$(MVN) -q install -DskipTests -pl src/client,src/client-chat,src/client-telemetry,src/client-quarkus-deployment -am

SINCE ?=
API := src/client-runtime,src/client,src/core,src/junit

.PHONY: api-check
api-check: tools ## compare the public Java API of every module with that of an earlier revision, such as the tag of the last release: SINCE=revision
	@test -n "$(SINCE)" || { echo "Name a revision: make api-check SINCE=v0.1.0" >&2; exit 2; }
	@rm -rf target/since && git worktree prune && git worktree add -q --detach target/since "$(SINCE)"
	@cd target/since && $(MVN) -q package -DskipTests -Dmaven.javadoc.skip -pl $(API) -am
	@mkdir -p target/since/jars && cp target/since/src/*/target/*.jar target/since/jars
	@$(MVN) -q -fn -Papi package -DskipTests -Dmaven.javadoc.skip -Dloupe.api.old=$(CURDIR)/target/since/jars -pl $(API) -am | tee target/api-check.txt
	@git worktree remove --force target/since
	@! grep -q ERROR target/api-check.txt

STREAMS ?= 20000
SEED ?= 1

.PHONY: client-streams
client-streams: tools ## read STREAMS random streams from SEED on over both transports of the client, against a plain parse
	$(MVN) -q test -pl src/client-quarkus -am -Dtest=RandomStreamsTest -Dsurefire.failIfNoSpecifiedTests=false -Dloupe.streams=$(STREAMS) -Dloupe.seed=$(SEED)

.PHONY: junit
junit: tools ## build loupe-junit and install it into the local Maven repository
	$(MVN) -q install -DskipTests -pl src/junit -am

DIR ?= recordings
OUT ?= target/audit
SPARK_OPENS = $(shell sed -n 's:.*<spark.opens>\(.*\)</spark.opens>.*:\1:p' src/spark/pom.xml)

.PHONY: audit
audit: tools ## judge a folder of recordings or logs on Apache Spark, on all cores; downloads Spark: DIR=folder OUT=folder
	@$(MVN) -q -Pspark package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=compile -DskipTests -pl src/spark -am
	@"$(JDK)/bin/java" $(SPARK_OPENS) -cp "src/spark/target/classes:$$(cat src/spark/target/classpath)" dev.loupe.spark.AuditJob $(DIR) --out $(OUT)

.PHONY: audit-test
audit-test: tools ## test the audit on Apache Spark, which make test does not
	$(MVN) -Pspark test -pl src/spark -am -Dtest='dev.loupe.spark.*Test' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: maven-plugin
maven-plugin: tools ## build loupe-maven-plugin and install it into the local Maven repository
	$(MVN) -q install -DskipTests -pl src/maven-plugin -am

# Classes to mutate = tests to run, one package after the other: what decides verdicts, and what keeps secrets out.
MUTATED := dev.loupe.check.rules.*=dev.loupe.check.* \
  dev.loupe.diff.judge.*,dev.loupe.diff.FailOn=dev.loupe.diff.* \
  dev.loupe.exchange.redact.*=dev.loupe.exchange.* \
  dev.loupe.engine.result.Verdict,dev.loupe.engine.summary.RunVerdict=dev.loupe.engine.*

.PHONY: mutation
mutation: tools ## mutation scores of the packages that decide (PIT); takes long. MUTATED='classes=tests' runs one of them
	@for each in $(foreach m,$(MUTATED),'$(m)'); do \
	  echo "$$each"; \
	  $(MVN) test-compile org.pitest:pitest-maven:mutationCoverage -pl src/core -DtargetClasses="$${each%%=*}" -DtargetTests="$${each#*=}" | \
	    grep -E '^>> (Line|Generated.*mutations)|Failed to execute' ; \
	done

FAULTS := src/faults/dev/loupe/faults
ONLY :=

.PHONY: faults
faults: dist/bin/loupe ## inject faults into real processes and count what is lost, leaked or wrong; takes minutes. ONLY=KilledRecorder
	@rm -rf target/faults
	@"$(JDK)/bin/javac" --release 21 -d target/faults $(FAULTS)/*.java
	@"$(JDK)/bin/java" -cp target/faults dev.loupe.faults.FaultSuite dist/bin/loupe $(ONLY)

PROSE := src/make/prose

$(PROSE)/node_modules: $(PROSE)/package-lock.json
	@npm --prefix $(PROSE) ci --silent
	@touch $@

.PHONY: prose
prose: $(PROSE)/node_modules ## check the words of pages and printed messages against docs/vocabulary.yml; needs Node
	@find . \( -name node_modules -o -name target -o -name dist -o -name latest -o -path ./src/core/src/test/resources/import \) -prune \
	  -o \( -name '*.md' -o -path '*/golden/*.txt' -o -path '*/snapshots/*.txt' \) -print | sort | sed "s#^.#$(CURDIR)#" | \
	  (cd $(PROSE) && xargs node_modules/.bin/textlint --format unix)

DOCS := src/make/docs

$(DOCS)/node_modules: $(DOCS)/package-lock.json
	@npm --prefix $(DOCS) ci --silent
	@touch $@

.PHONY: docs
docs: $(DOCS)/node_modules ## build README.md and docs/ into a static site, target/docs/index.html, and check its links; needs Node
	@rm -rf target/docs
	@$(DOCS)/node_modules/.bin/eleventy --config=$(DOCS)/eleventy.config.js --quiet
	@echo target/docs/index.html

dist/bin/loupe:
	@$(MAKE) --no-print-directory build

.PHONY: clean
clean: tools ## remove what was built
	$(MVN) -q clean

JAZZER := com.code-intelligence
JAZZER_VERSION := 0.24.0
INPUTS := 5000
TARGET :=

.PHONY: fuzz
fuzz: tools ## search inputs that end a command with an error (Jazzer); takes minutes. INPUTS=500 TARGET=diff
	@$(MVN) -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath-test -Dmdep.includeScope=test -pl src/cli -am
	@for each in jazzer jazzer-api; do \
	  $(MVN) -q -N dependency:copy -Dartifact=$(JAZZER):$$each:$(JAZZER_VERSION) -DoutputDirectory=target/fuzz/lib || exit; done
	@sh src/make/fuzz "$(JDK)/bin/java" \
	  "target/fuzz/lib/*:src/cli/target/test-classes:src/cli/target/classes:$$(cat src/cli/target/classpath-test)" $(INPUTS) $(TARGET)
