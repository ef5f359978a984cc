package dev.loupe.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What is wrong with a YAML document, on one line: the message of the parser has several, with a drawing. */
public final class YamlProblem {
    private YamlProblem() {}

    /** {@code is not valid YAML: expected ',' or ']', but got <stream end>}. */
    public static String of(JsonProcessingException failure) {
        String problem = failure.getCause() instanceof MarkedYAMLException marked
                ? marked.getProblem()
                : failure.getOriginalMessage();
        // Jackson keeps its name in the message alone
        if (problem.contains(CharConversionException.class.getName())) {
            return "is not UTF-8 text";
        }
        return "is not valid YAML: " + problem.lines().findFirst().orElse("unknown problem");
    }

    /** The line of the problem, from 1. */
    public static int line(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? 1
                : Math.max(1, failure.getLocation().getLineNr());
    }
}
