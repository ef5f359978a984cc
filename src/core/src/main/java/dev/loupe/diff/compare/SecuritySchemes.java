package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The security schemes of both documents. Schemes are the same when they have the same definition. A scheme of OAuth or
 * OpenID Connect stays the same when only its addresses or flows change: tokens are still accepted.
 */
final class SecuritySchemes {
    private static final List<String> FLOW_ADDRESSES =
            List.of("authorizationUrl", "tokenUrl", "deviceAuthorizationUrl");
    private static final Set<String> WITH_ADDRESSES = Set.of("oauth2", "openIdConnect");

    private static final String IN_COMPONENTS = "#/components/securitySchemes/";

    private final Map<String, Scheme> old;
    private final Map<String, Scheme> next;
    private final List<Pair> changed = new ArrayList<>();

    private record Scheme(JsonNode node, DocumentPointer at, String meaning) {
        String type() {
            return node.path("type").asText("");
        }
    }

    private record Pair(Scheme old, Scheme next) {}

    SecuritySchemes(JsonNode oldRoot, JsonNode nextRoot) {
        this.old = schemes(oldRoot);
        this.next = schemes(nextRoot);
        next.replaceAll((name, scheme) -> {
            Scheme before = old.get(name);
            boolean sameScheme = before != null
                    && WITH_ADDRESSES.contains(scheme.type())
                    && scheme.type().equals(before.type())
                    && !has(old, scheme.meaning())
                    && !has(next, before.meaning());
            if (before == null || !sameScheme) {
                return scheme;
            }
            changed.add(new Pair(before, scheme));
            return new Scheme(scheme.node(), scheme.at(), before.meaning());
        });
    }

    private static boolean has(Map<String, Scheme> schemes, String meaning) {
        return schemes.values().stream().anyMatch(each -> each.meaning().equals(meaning));
    }

    private static Map<String, Scheme> schemes(JsonNode root) {
        Map<String, Scheme> all = new LinkedHashMap<>();
        ReferenceResolver references = new ReferenceResolver(root);
        DocumentPointer at = DocumentPointer.ROOT.then("components").then("securitySchemes");
        root.path("components").path("securitySchemes").properties().forEach(each -> {
            if (references.follow(each.getValue(), at.then(each.getKey()))
                            instanceof ReferenceResolver.Target.Found found
                    && found.node().isObject()) {
                all.put(each.getKey(), new Scheme(found.node(), found.at(), meaning(each.getKey(), found.node())));
            }
        });
        return all;
    }

    boolean isDeclared(String name, boolean inNew) {
        return scheme(name, inNew) != null;
    }

    /** The scheme as text, equal for the same scheme of both documents. */
    String meaning(String name, boolean inNew) {
        Scheme scheme = scheme(name, inNew);
        return scheme == null ? name : scheme.meaning();
    }

    /** From OpenAPI 3.2 on, the name may be the URI of the scheme. */
    private @Nullable Scheme scheme(String name, boolean inNew) {
        Map<String, Scheme> declared = inNew ? next : old;
        Scheme named = declared.get(name);
        return named == null && name.startsWith(IN_COMPONENTS)
                ? declared.get(name.substring(IN_COMPONENTS.length()))
                : named;
    }

    /** Reports the addresses and flows that differ, of the schemes that an operation uses. */
    void compare(Set<String> used, MessagePath location, DifferenceCollector out) {
        for (Pair pair : changed) {
            if (!used.contains(pair.old().meaning())) {
                continue;
            }
            JsonNode before = pair.old().node();
            JsonNode after = pair.next().node();
            address(pair, "openIdConnectUrl", before, after, location, out);
            address(pair, "oauth2MetadataUrl", before, after, location, out);
            before.path("flows").properties().forEach(flow -> {
                JsonNode now = after.path("flows").path(flow.getKey());
                if (now.isMissingNode()) {
                    add(Subject.SECURITY_FLOW, Edit.REMOVED, pair, location, flow.getKey(), "", out);
                } else {
                    for (String name : FLOW_ADDRESSES) {
                        address(pair, name, flow.getValue(), now, location, out);
                    }
                }
            });
            after.path("flows").fieldNames().forEachRemaining(flow -> {
                if (!before.path("flows").has(flow)) {
                    add(Subject.SECURITY_FLOW, Edit.ADDED, pair, location, "", flow, out);
                }
            });
        }
    }

    private static void address(
            Pair pair, String name, JsonNode before, JsonNode after, MessagePath location, DifferenceCollector out) {
        String was = before.path(name).asText("");
        String is = after.path(name).asText("");
        if (!was.equals(is)) {
            add(Subject.SECURITY_ADDRESS, Edit.CHANGED, pair, location, was, is, out);
        }
    }

    private static void add(
            Subject subject,
            Edit edit,
            Pair pair,
            MessagePath location,
            String before,
            String after,
            DifferenceCollector out) {
        out.add(
                DifferenceKind.of(subject, edit),
                location,
                pair.old().at(),
                pair.next().at(),
                before,
                after,
                before.isEmpty() ? after : before);
    }

    private static String meaning(String name, JsonNode scheme) {
        String type = scheme.path("type").asText("");
        return switch (type) {
            case "http" -> "HTTP " + scheme.path("scheme").asText("").toLowerCase(Locale.ROOT);
            case "apiKey" -> {
                String in = scheme.path("in").asText("");
                String key = scheme.path("name").asText("");
                yield "key in " + in + " " + (in.equals("header") ? key.toLowerCase(Locale.ROOT) : key);
            }
            case "oauth2", "openIdConnect" -> type + " " + addresses(scheme);
            default -> name + (type.isEmpty() ? "" : " (" + type + ")");
        };
    }

    private static String addresses(JsonNode scheme) {
        Map<String, String> flows = new TreeMap<>();
        scheme.path("flows")
                .properties()
                .forEach(flow -> flows.put(
                        flow.getKey(),
                        FLOW_ADDRESSES.stream()
                                .map(name -> flow.getValue().path(name).asText(""))
                                .filter(address -> !address.isEmpty())
                                .collect(Collectors.joining(" "))));
        String url = scheme.path("openIdConnectUrl").asText("");
        String metadata = scheme.path("oauth2MetadataUrl").asText("");
        return url.isEmpty() ? (flows + " " + metadata).strip() : url;
    }
}
