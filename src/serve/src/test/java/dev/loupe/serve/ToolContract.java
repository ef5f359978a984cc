package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.serve.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A contract with tools, which the contracts of the models do not have: that of the protocol, for one model. */
public final class ToolContract {
    public static final String MODEL = "acme/tools";

    /** A tool as the properties of a request, without braces. */
    private static final String TOOL =
            "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"look_up\", \"strict\": %s, \"parameters\":"
                    + " {\"type\": \"object\", \"properties\": {\"what\": {\"type\": \"string\"}}, \"required\": [\"what\"]}}}]";

    static final Contract CONTRACT = ofOneModel(Contracts.protocol().corrected().deepCopy());

    /** The checks of requests with tools. */
    private static final Set<String> CHECKS = Set.of(
            "message.no-tool-markup",
            "tool.arguments-match-schema",
            "tool.choice-obeyed",
            "tool.no-legacy-call",
            "tool.strict-arguments");

    private ToolContract() {}

    /** The contracts of the models, and this one. */
    public static List<Contract> withBundled() {
        return Stream.concat(Contracts.bundled().stream(), Stream.of(CONTRACT)).toList();
    }

    /** Requests with tools by name. */
    public static Map<String, String> requests() {
        String tools = TOOL.formatted("false");
        String required = ", \"tool_choice\": \"required\"";
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("offered", request(tools));
        requests.put("none", request(tools + ", \"tool_choice\": \"none\""));
        requests.put("required", request(tools + required));
        requests.put("streamed", request(tools + required + ", \"stream\": true"));
        requests.put("strict", request(TOOL.formatted("true") + required));
        return requests;
    }

    private static String request(String more) {
        return Endpoint.ask(MODEL, "What is amber?", more);
    }

    private static Contract ofOneModel(JsonNode document) {
        ((ObjectNode) document.at("/components/schemas/ChatRequest/properties/model"))
                .putArray("enum")
                .add(MODEL);
        return new Contract("tools", document, document, List.of());
    }

    /** Whether this fault changes only responses to requests with tools. */
    public static boolean isNeededFor(Fault fault) {
        return !fault.violates().isEmpty() && CHECKS.contains(fault.violates().getFirst());
    }
}
