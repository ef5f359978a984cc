package dev.loupe.report.format;

import dev.loupe.text.ResourceText;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A self-contained page: no script, no request, and a policy that forbids both. */
public final class HtmlPage {
    private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);

    /** Included templates: the frame, sentences with code in backticks, probed values as marks, a table of several runs, a trend. */
    private static final List<String> SHARED = List.of("frame", "sentence", "marks", "rows", "trend");

    private HtmlPage() {}

    /**
     * Everything in {@code page} is escaped; markup is in the templates alone.
     *
     * @param template its file; it refers to {@code page}
     * @param styles files, concatenated
     */
    public static String render(String template, Object page, String... styles) {
        String css = Arrays.stream(styles)
                .map(style -> ResourceText.of(HtmlPage.class, style))
                .collect(Collectors.joining());
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
        for (String shared : SHARED) {
            engine.putTemplate(shared, engine.parse(ResourceText.of(HtmlPage.class, shared + ".html"), HTML));
        }
        String html = engine.parse(ResourceText.of(HtmlPage.class, template), HTML)
                .data("css", new RawString(css))
                .data("cssHash", new RawString(hash(css)))
                .data("page", page)
                .render();
        // the last line end of the template follows that of its frame
        return html.stripTrailing() + "\n";
    }

    /** The only style that the policy allows. */
    private static String hash(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
