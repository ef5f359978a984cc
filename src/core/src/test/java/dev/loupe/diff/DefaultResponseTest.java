package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.openapi.Document;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The entry {@code default} of the responses, which describes the statuses without an entry of their own. */
final class DefaultResponseTest {
    private static final String HEAD =
            "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/x: {get: {responses: {%s}}}}\n";

    private static final Pattern ENTRY = Pattern.compile("(\\w+) (\\w+)");

    private static Document spec(String entries) {
        String responses = ENTRY.matcher(entries)
                .replaceAll("'$1': {description: d, content: {application/json: {schema: {type: $2}}}}");
        return Document.parse(HEAD.formatted(responses), "x.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default integer | default integer, 200 string | BREAKING",
                "default integer | default integer, 200 integer | NONE",
                "default number | default number, 200 integer | COMPATIBLE",
                "default integer, 200 string | default integer | BREAKING",
                // by convention the default of other entries describes errors
                "default integer, 201 string | default integer, 201 string, 200 string | COMPATIBLE",
            })
    void theOnlyEntryDescribesEverySuccess(String old, String next, DiffResult.Verdict verdict) {
        assertThat(Diff.compare(spec(old), spec(next), Diff.Options.plain("2026-11-20"))
                        .verdict())
                .isEqualTo(verdict);
    }
}
