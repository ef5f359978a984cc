package dev.loupe.report;

import dev.loupe.verdict.Run;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** A run as one page that needs nothing but itself: no script, no request, and a policy that forbids both. */
final class HtmlReport {
    private HtmlReport() {}

    static String of(Run run) {
        return rendered("run.html", Page.of(run));
    }

    static String of(Comparison comparison) {
        return rendered("comparison.html", ComparisonPage.of(comparison));
    }

    private static String rendered(String template, Object page) {
        String css = resource("report.css");
        return engine().parse(resource(template), Variant.forContentType(Variant.TEXT_HTML))
                .data("css", new RawString(css))
                .data("cssHash", new RawString(hash(css)))
                .data("page", page)
                .render();
    }

    /** Everything that is not a raw string is escaped, so that only what we wrote ourselves is markup. */
    private static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
    }

    /** What the policy allows as a style: this one text. */
    private static String hash(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
