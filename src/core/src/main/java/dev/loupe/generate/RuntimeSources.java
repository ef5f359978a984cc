package dev.loupe.generate;

import dev.loupe.text.ResourceText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources that do not depend on the types of a contract. */
final class RuntimeSources {
    /** The package of the runtime. */
    static final String PACKAGE = "dev.loupe.client";

    /** Sources of gemma-client that every client has under its own names. */
    static final List<String> CLIENT = List.of(
            "ChatStream.java",
            "GemmaClient.java",
            "GemmaClientBuilder.java",
            "RawCompletion.java",
            "package-info.java");

    private RuntimeSources() {}

    /** The sources of a client by file name, as gemma-client has them. */
    static Map<String, String> client() {
        return read("client/", CLIENT);
    }

    /** The sources of loupe-client-runtime by file name; the build writes their names into the index. */
    static Map<String, String> runtime() {
        return read(
                "runtime/",
                ResourceText.of(RuntimeSources.class, "runtime/index").lines().toList());
    }

    private static Map<String, String> read(String folder, List<String> names) {
        Map<String, String> sources = new TreeMap<>();
        names.forEach(name -> sources.put(name, ResourceText.of(RuntimeSources.class, folder + name)));
        return sources;
    }
}
