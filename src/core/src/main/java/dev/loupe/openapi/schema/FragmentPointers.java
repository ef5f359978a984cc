package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.path.NodePath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Conversions between the locations of the validator and JSON pointers. */
final class FragmentPointers {
    private FragmentPointers() {}

    static JsonPointer pointer(NodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = path.getElement(i) instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(path.getName(i));
        }
        return pointer;
    }

    static String encode(JsonPointer pointer) {
        return URLEncoder.encode(pointer.toString(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%7E", "~");
    }
}
