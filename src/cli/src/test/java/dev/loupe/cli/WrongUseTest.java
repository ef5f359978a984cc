package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wrong use exits with 2 and prints what is wrong, in words that name no type of Java. */
class WrongUseTest {
    private static final String[][] TABLE = {
        {"repaly recordings", "unknown command 'repaly'; did you mean 'replay'?"},
        {"help repaly", "unknown command 'repaly'; did you mean 'replay'?"},
        {"--nothing", "unknown option '--nothing'"},
        {"version extra", "extra argument 'extra'"},
        {"completion tcsh", "SHELL: 'tcsh' is not one of bash, zsh, fish"},
        {"completion", "SHELL"},
        {"replay", "PATH is missing"},
        {"replay recordings --checks", "--checks requires a value: --checks GLOB"},
        {"replay openapi/gemma-3.json --quiet", "this is an OpenAPI document, no recording"},
        {"lint conformance-baseline.yaml --quiet", "conformance-baseline.yaml:1: is not an OpenAPI document"},
        {"replay recordings --quiet --quiet", "--quiet is given more than once; give it once"},
        {
            "replay https://api.example.com/v1",
            "replay reads recordings; to probe an endpoint: loupe run --against https://api.example.com/v1"
        },
        {
            "import https://api.example.com/session.har --out target/x",
            "is a URL, and import reads files; download it first"
        },
        {"replay nothing-there", "nothing-there does not exist"},
        {"replay recordings --nothing", "unknown option '--nothing'"},
        {"replay recordings --bseline x", "unknown option '--bseline'; did you mean '--baseline'?"},
        {"replay recordings --provider opnai", "is neither a file nor a built-in provider; did you mean 'openai'?"},
        {"replay recordings --contract gema-3", "--contract: ", "gema-3", "did you mean 'gemma-3'?"},
        {"replay recordings --checks usage.total-sum", "--checks: ", "did you mean 'usage.total-is-sum'?"},
        {"replay recordings --format gihub", "--format: 'gihub' is not one of", "did you mean 'github'?"},
        {"replay recordings --baseline nothing.yaml", "--baseline: nothing.yaml does not exist"},
        {"replay recordings -o out", "unknown option '-o'\n"},
        {"-v", "unknown option '-v'; did you mean '-V'?"},
        {"replay recordings --level full", "unknown option '--level'; it is an option of run"},
        {"run http://localhost:9", "extra argument 'http://localhost:9'; did you mean '--against http://localhost:9'?"},
        {
            "run --key sk-secret --against openai",
            "unknown option '--key'; API keys are read from the environment only",
            "OPENAI_API_KEY",
            "LOUPE_KEY"
        },
        {"run --api-key=sk-secret", "unknown option '--api-key'; API keys are read from the environment only"},
        {
            "run --contract src/cli/src/test/resources/no-models.json",
            "the reference provider cannot serve this contract",
            "name the endpoint to probe with --against URL"
        },
        {"run --max-time 10", "--max-time: '10' is not a duration (examples: 10s, 10m)"},
        {"run --max-time 5min", "--max-time: '5min' is not a duration (examples: 5s, 5m)"},
        {"run --against 127.0.0.1:9", "(write http://127.0.0.1:9)\n"},
        {"run extra", "extra argument 'extra'\n"},
        {"run --level smok", "--level: 'smok' is not one of", "did you mean 'smoke'?"},
        {"run --max-cost abc", "--max-cost: 'abc' is not a number (example: 0.50)"},
        {"run --max-cost -1", "--max-cost: -1.0 is not greater than 0"},
        {"run --rate often --dry-run", "--rate: 'often' is not a rate"},
        {"run --price 0.15", "--price: '0.15' is not two prices (example: 0.15,0.60)"},
        {"run --max-cost NaN", "--max-cost: NaN is not greater than 0"},
        {"run --max-requests -1", "--max-requests: -1 is less than 1"},
        {"run --max-requests 1e3", "--max-requests: '1e3' is not an integer (example: 10)"},
        {"run --max-time soon", "--max-time: 'soon' is not a duration"},
        {"run --concurrency 0", "--concurrency: 0 is less than 1"},
        {"run --repeat 0", "--repeat: 0 is less than 1"},
        {"run --repeat 99999999999", "--repeat: '99999999999' is not an integer"},
        {"run --rate fast", "--rate: 'fast' is not a rate (examples: 60/m, 5/s, 1000/h)"},
        {"run --seed 1.5", "--seed: '1.5' is not an integer"},
        {"run --probes nothing/*", "--probes: no probe of this level matches"},
        {"run --probes temprature/*", "did you mean 'temperature/*'?"},
        {
            "run --against localhost:8000",
            "--against: 'localhost:8000' is not the base URL",
            "write http://localhost:8000"
        },
        {"replay recordings --max-requests 5", "--max-requests has no effect without --against"},
        {"replay recordings --out recordings", "--out: the files in recordings are read as recordings"},
        {"replay . recordings/ --out recordings", "--out: the files in recordings are read as recordings"},
        {"lint openapi --out openapi", "--out: the files in openapi are read as specs"},
        {"diff openapi openapi --out openapi", "--out: the files in openapi are read as specs"},
        {"replay recordings --concurrency 0", "--concurrency has no effect without --against"},
        {"replay recordings --header X=1", "--header has no effect without --against"},
        {"replay recordings --proxy http://localhost:9", "--proxy has no effect without --against, a URL as --contract"
        },
        {"replay recordings --ca nothing.pem", "--ca has no effect without --against, a URL as --contract"},
        {"run --ca nothing.pem", "--ca: nothing.pem does not exist; give a PEM file"},
        {"run --ca openapi", "--ca: openapi contains no certificate; a PEM file is required"},
        {"run --ca README.md", "--ca: README.md contains no certificate; a PEM file is required"},
        {"run --proxy http://localhost:99999", "--proxy: not the URL of an HTTP proxy"},
        {"run --max-cost 1e999", "--max-cost: the number is too large"},
        {"run --max-time 0s", "--max-time: 0 is less than 1ms"},
        {"run --repeat 999999999", "--repeat: 999999999 is greater than 1000"},
        {"run --model ", "--model is empty; give a value, or set the variable that it comes from"},
        {"replay recordings --out ", "--out is empty; give a value"},
        {"replay ", "PATH is empty; give a value"},
        {"lint x[*.json", "'x[*.json' is not a glob: a bracket is not closed"},
        {"diff x[*.json openapi", "'x[*.json' is not a glob: a bracket is not closed"},
        {
            "diff openapi/gemma-3.json openapi/gemma-3n.json --accept a.yaml",
            "--accept: a.yaml does not exist; diff creates it"
        },
        {"calibrate nothing-there", "nothing-there does not exist; give recordings"},
        {"import nothing.har --out target/x", "nothing.har does not exist; give a file of another tool"},
        {"report src/cli/src/test/resources/run-without-time.json", "run.json that this version can read: '' is no time"
        },
        {"replay recordings --rate 5/s", "--rate has no effect without --against"},
        {"replay recordings --max-cost 1", "--max-cost has no effect without --against"},
        {"run --resume", "--resume requires"},
        {"run --against", "--against requires a value: --against URL|PROVIDER"},
        {"run --against opnai", "--against: 'opnai' is not the base URL", "did you mean 'openai'?"},
        {
            "run --against ftp://x",
            "--against: 'ftp://x' is not the base URL of an endpoint (example: https://api.example.com)"
        },
        {"run --against https://u:p@example.com", "--against: the URL contains a user name or a password"},
        {
            "run --against https://api.example.com --proxy nothing --dry-run --contract gemma-3",
            "--proxy: not the URL of an HTTP proxy (example: http://proxy.example.com:3128)"
        },
        {"run --max-time -3s", "--max-time: '-3s' is not a duration (examples: 200ms, 30s, 5m, 1h)"},
        {"run --level deep", "--level: 'deep' is not one of smoke, standard, full"},
        {"lint", "SPEC is missing"},
        {
            "lint https://example.com/spec.json",
            "https://example.com/spec.json is a URL, and lint reads files only; download it"
        },
        {
            "lint openapi/gemma-3.json --baseline none.yaml",
            "none.yaml does not exist; the command loupe creates it with --write-baseline none.yaml"
        },
        {"site recordings", "--out DIR is missing"},
        {"import recordings", "--out DIR is missing"},
        {"generate", "--package NAME and --out DIR and SPEC are missing"},
        {"generate openapi/gemma-3.json --out target/x --package 1a.b", "--package: '1a.b' is not a Java package name"},
        {
            "generate openapi/gemma-3.json --out target/x --package p --base-url javascript:alert(1)",
            "--base-url: 'javascript:alert(1)' is not an http or https URL"
        },
        {
            "generate openapi/gemma-3.json --out target/x --package p --base-url https://u:p@example.com",
            "--base-url: the URL"
        },
        {"export recordings --out target/x --format xml", "--format: unknown format 'xml'; one of har"},
        {"record", "--upstream URL and --out DIR are missing"},
        {
            "report conformance-reports/sample/summary.md",
            "summary.md:1: is not JSON; give a run.json or a journal.ndjson"
        },
        {
            "report conformance-reports/sample/badge.json",
            "badge.json is not a run.json or a journal: the property format is"
        },
        {"replay recordings --baseline openapi", "--baseline: openapi cannot be read: Is a directory"},
        {"replay recordings --contract openapi", "--contract: openapi: is a folder; give a file"},
        {
            "replay recordings --out README.md",
            "--out: cannot write to README.md: Not a directory; choose a writable directory"
        },
        {
            "serve --dialect aimlappi",
            "--dialect: 'aimlappi' is neither a file nor a known dialect; ",
            "did you mean 'aimlapi'?"
        },
        {"serve --fault usage.total", "--fault: unknown fault 'usage.total'; did you mean 'usage.total-"},
        {"serve --fault nothing", "--fault: unknown fault 'nothing'; --list-faults lists all"},
        {"diff openapi/gemma-3.json openapi/gemma-3n.json --severity x", "--severity: 'x' is not RULE=LEVEL"},
        {
            "diff openapi/gemma-3.json openapi/gemma-3n.json --fail-on bad",
            "--fail-on: 'bad' is not one of breaking, risky"
        },
        {"diff - -", "OLD and NEW cannot both be standard input"},
        {"diff --history openapi/gemma-3.json", "openapi/gemma-3.json: not a folder or glob"},
        {"lint nothing-there.json", "nothing-there.json does not exist"},
        {"lint openapi/gemma-3.json --checks lint.stream-satisfable", "did you mean 'lint.stream-satisfiable'?"},
        {"diff openapi/gemma-3.json", "NEW"},
        {"diff nothing.json openapi/gemma-3.json", "nothing.json"},
        {"explain usage.total", "did you mean 'usage.total-is-sum'?"},
        {"report nothing.json", "nothing.json"},
        {
            "report src/cli/src/test/resources/journal-alone",
            "journal-alone is not a file; give src/cli/src/test/resources/journal-alone/journal.ndjson"
        },
        {"export recordings --format har --out target/x --key-variable a-b", "--key-variable: 'a-b' is not the name of"
        },
        {"import recordings --out target/x --key-variable 1a", "--key-variable: '1a' is not the name of"},
        {"serve --host 192.0.2.1", "cannot listen on 192.0.2.1:8080: ", "; choose another --host, or another --port"},
        {
            "generate openapi/gemma-3.json --package p --out README.md",
            "--out: cannot write to README.md: a file with this name exists and is not a directory"
        },
        {"serve --port 99999", "--port: 99999 is not a port"},
        {"serve --tokens-per-second NaN", "--tokens-per-second: NaN is not a speed (example: 40; 0 is unlimited)"},
        {"serve --tokens-per-second -1", "--tokens-per-second: -1.0 is not a speed"},
        {"serve --port -1", "--port: -1 is not a port"},
        {"record --upstream http://localhost --out target/x --port 70000", "--port: 70000 is not a port"},
        {"ci --config nothing.yaml", "nothing.yaml does not exist; 'loupe init' writes it"},
        {"init --config loupe.yaml", "loupe.yaml exists; --force replaces it"},
    };

    @TestFactory
    Stream<DynamicTest> wrongUseIsExplained() {
        return Stream.of(TABLE)
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    StringWriter out = new StringWriter();
                    StringWriter err = new StringWriter();
                    int code = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), row[0].split(" ", -1));
                    assertThat(code).as(out + err.toString()).isEqualTo(ExitCode.USAGE);
                    assertThat(out.toString()).isEmpty();
                    assertThat(err.toString())
                            .startsWith("loupe: ")
                            .satisfies(text -> assertThat(text.lines().count()).isLessThanOrEqualTo(2))
                            .doesNotContain("secret", "Exception", "java.", "null", "\tat ");
                    for (int i = 1; i < row.length; i++) {
                        assertThat(err.toString()).contains(row[i]);
                    }
                }));
    }
}
