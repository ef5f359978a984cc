package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/** Compares the JSONPath of a correction with a place in a document. */
final class JsonPath {
    private JsonPath() {}

    /**
     * How many steps both share, when the path names the place, something around it or the keyword beside it; -1 when it
     * names something else.
     */
    static int common(String path, JsonPointer place) {
        List<String> steps = steps(path);
        JsonPointer rest = place;
        int common = 0;
        for (String step : steps) {
            if (rest.matches()) {
                break;
            }
            if (!step.equals("*") && !step.equals(rest.getMatchingProperty())) {
                // a correction of a property next to the keyword that broke: required, additionalProperties
                return rest.tail().matches() && common >= 3 ? common : -1;
            }
            common++;
            rest = rest.tail();
        }
        return common;
    }

    /** {@code $.a['b'].c[0]} as a, b, c, 0. */
    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    step.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '.' || c == '[' || c == ']') {
                end(step, steps);
            } else if (c != '$' || i > 0) {
                step.append(c);
            }
        }
        end(step, steps);
        return steps;
    }

    private static void end(StringBuilder step, List<String> steps) {
        if (!step.isEmpty()) {
            steps.add(step.toString());
            step.setLength(0);
        }
    }
}
