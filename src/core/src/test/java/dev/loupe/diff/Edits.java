package dev.loupe.diff;

import java.util.List;
import java.util.stream.Stream;

/** Edits of schemas with known effect; each is tried at every schema that it applies to. */
final class Edits {
    private static final List<Edit> ALL = Stream.of(ValueEdits.rows(), MemberEdits.rows(), FormEdits.rows())
            .flatMap(List::stream)
            .toList();

    private Edits() {}

    static List<Edit> all() {
        return ALL;
    }
}
