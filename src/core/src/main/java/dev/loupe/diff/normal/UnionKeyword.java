package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An {@code anyOf} or {@code oneOf} of a schema. */
record UnionKeyword(SchemaRef.Part part, String keyword, List<JsonNode> options) {
    /** The number of options that describe a value, not only its required properties. */
    long describing() {
        return options.stream()
                .filter(each -> each.has("type") || each.has("properties") || each.has("$ref") || each.has("enum"))
                .count();
    }

    /** The union that describes the values best; the other unions only reject some of them. */
    static UnionKeyword main(List<UnionKeyword> unions) {
        UnionKeyword main = unions.getFirst();
        for (UnionKeyword each : unions) {
            main = each.describing() > main.describing() ? each : main;
        }
        return main;
    }

    static void addTo(List<UnionKeyword> unions, SchemaRef.Part part) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<JsonNode> options = Keywords.list(part.node(), keyword);
            if (!options.isEmpty()) {
                unions.add(new UnionKeyword(part, keyword, options));
            }
        }
    }
}
