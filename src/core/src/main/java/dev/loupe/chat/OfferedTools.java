package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tools of a request.
 *
 * @param functions the functions by name, as declared in {@code tools} or in the deprecated {@code functions}
 * @param custom the names of tools with free text as input
 * @param typed whether a tool states its type
 * @param serverTools whether the server runs tools of its own, whose names the request does not state
 */
public record OfferedTools(Map<String, JsonNode> functions, Set<String> custom, boolean typed, boolean serverTools) {
    /** Properties by which a request lets the server use tools of its own. */
    private static final Set<String> SERVER_TOOLS = Set.of("plugins", "web_search_options", "search_parameters");

    private static final OfferedTools NONE = new OfferedTools(Map.of(), Set.of(), false, false);

    public OfferedTools {
        functions = Map.copyOf(functions);
        custom = Set.copyOf(custom);
    }

    /** The tools of this request. */
    public static OfferedTools of(JsonNode request) {
        boolean serverTools = SERVER_TOOLS.stream().anyMatch(request::has);
        if (!serverTools && !request.has("tools") && !request.has("functions")) {
            return NONE;
        }
        Map<String, JsonNode> functions = new HashMap<>();
        Set<String> custom = new HashSet<>();
        boolean typed = false;
        for (JsonNode tool : request.path("tools")) {
            String type = StrictValues.textOrEmpty(tool.path("type"));
            typed |= !type.isEmpty();
            if (tool.path("function").isObject()) {
                functions.put(StrictValues.textOrEmpty(tool.path("function").path("name")), tool.path("function"));
            } else if (type.equals("custom")) {
                custom.add(StrictValues.textOrEmpty(tool.path("custom").path("name")));
            } else {
                serverTools = true;
            }
        }
        for (JsonNode function : request.path("functions")) {
            functions.put(StrictValues.textOrEmpty(function.path("name")), function);
        }
        return new OfferedTools(functions, custom, typed, serverTools);
    }

    public boolean isEmpty() {
        return functions.isEmpty() && custom.isEmpty() && !serverTools;
    }

    public int size() {
        return functions.size() + custom.size();
    }

    /** Whether a call of this name is for one of these tools. */
    public boolean contains(String name) {
        return functions.containsKey(name) || custom.contains(name);
    }

    /** The declaration of a function; missing when it is not offered. */
    public JsonNode function(String name) {
        return functions.getOrDefault(name, MissingNode.getInstance());
    }
}
