package dev.loupe.serve.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults, sorted by ID. */
public final class Faults {
    private static final List<Fault> ALL = Stream.of(
                    ErrorFaults.all(),
                    IdentityFaults.all(),
                    LogprobsFaults.all(),
                    MessageFaults.all(),
                    StreamFaults.all(),
                    TextFaults.all(),
                    ToolFaults.all(),
                    ToolRequestFaults.all(),
                    UsageFaults.all(),
                    WireFaults.all())
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Fault::id))
            .toList();
    private static final Map<String, Fault> BY_ID =
            ALL.stream().collect(Collectors.toMap(Fault::id, Function.identity(), (one, other) -> one, TreeMap::new));
    private static final String RESET_AT = "wire.reset=";

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** The fault with this ID; {@code wire.reset=120} resets after 120 bytes. */
    public static Optional<Fault> named(String id) {
        if (id.startsWith(RESET_AT) && id.substring(RESET_AT.length()).matches("\\d{1,8}")) {
            return Optional.of(WireFaults.reset(Integer.parseInt(id.substring(RESET_AT.length()))));
        }
        return Optional.ofNullable(BY_ID.get(id));
    }
}
