package dev.loupe.lint.rules;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Result;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.Linter;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a rule does with more defects or references than a person writes. */
class LargeDocumentsTest {
    private static LintedDocument spec(String schemas) {
        var root = Document.parse("{\"openapi\":\"3.1.0\",\"components\":{\"schemas\":" + schemas + "}}", "x.json")
                .root();
        return new LintedDocument(new Contract("x.json", root, root, List.of()));
    }

    @Test
    void tenThousandFalseExamplesAreListedAndTheOthersAreCounted() {
        String examples =
                IntStream.range(0, 10_003).mapToObj(i -> "\"e" + i + "\"").collect(joining(",", "[", "]"));
        Result result = Linter.run(
                new ExampleMatchesSchema(), spec("{\"A\":{\"type\":\"integer\",\"examples\":" + examples + "}}"));
        assertThat(result).isInstanceOfSatisfying(Result.Violated.class, violated -> {
            assertThat(violated.violations()).hasSize(10_001);
            assertThat(violated.violations().getLast().message())
                    .isEqualTo("3 more values violate their schemas; the first 10,000 are listed");
        });
    }

    @Test
    void aChainOfReferencesToNothingIsUnresolvableFromItsStart() {
        LintedDocument spec = spec(IntStream.range(0, 5)
                .mapToObj(i ->
                        "\"S%d\":{\"properties\":{\"n\":{\"$ref\":\"#/components/schemas/S%d\"}}}".formatted(i, i + 1))
                .collect(joining(",", "{\"Whole\":{\"type\":\"object\"},", "}")));
        assertThat(spec.isResolvable(JsonPointer.compile("/components/schemas/S0")))
                .isFalse();
        assertThat(spec.isResolvable(JsonPointer.compile("/components/schemas/S4/properties")))
                .isFalse();
        assertThat(spec.isResolvable(JsonPointer.compile("/components/schemas/Whole")))
                .isTrue();
    }
}
