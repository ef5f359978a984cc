package dev.loupe.report;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Origin;
import java.util.ArrayList;
import java.util.List;

/** An answer that attacks whoever reads a report of it, in every place that comes from outside. */
public final class Hostile {
    static final String TEXT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
            + " ]]> \u0000 \u001B[31mred\u001B]0;owned\u0007 \u202Eltr\u202C \u2066x \uD800 \uFFFE {page} {#if x}"
            + " `tick` | cell @octocat [link](javascript:alert(1)) <!-- --> &amp; ${HOME} %0A\r\n::error::owned\n::set-output"
            + " name=x::y\n# heading \"'>";

    private Hostile() {}

    public static List<Exchange> exchanges() {
        List<Exchange> all = new ArrayList<>();
        for (Exchange exchange :
                List.of(Samples.answered("x", TEXT, 0), Samples.streamed("y", List.of(TEXT, "b", TEXT), false))) {
            all.add(new Exchange(
                    new Exchange.Id("id " + TEXT),
                    new Origin(null, null, null, "recording", "dir/" + TEXT + ".json", 3),
                    Samples.request("{\"model\": " + Samples.text(TEXT) + ", " + Samples.text(TEXT)
                            + ": 1, \"temperature\": 1e999999, \"messages\": [{\"role\": \"user\", \"content\": "
                            + Samples.text(TEXT) + "}]}"),
                    exchange.reply(),
                    null));
        }
        return all;
    }

    /** Writes hostile text into every property of its findings. */
    public static List<Check> checks() {
        List<Check> checks = new ArrayList<>(SampleChecks.all());
        String pointer = "/" + TEXT.replace("~", "~0").replace("/", "~1");
        checks.add(SampleChecks.check(
                SampleChecks.info("a.hostile", Level.MUST, "nothing here is markup"),
                observed -> Result.violated(
                        Violation.of(FindingLocation.body(pointer), TEXT, TEXT, TEXT),
                        Violation.of(FindingLocation.request(pointer), TEXT, TEXT, TEXT),
                        Violation.of(FindingLocation.header(TEXT), TEXT, TEXT, TEXT))));
        checks.add(SampleChecks.check(SampleChecks.info("a.crash", Level.MUST, "nothing here is markup"), observed -> {
            throw new IllegalStateException(TEXT);
        }));
        return checks;
    }
}
