package dev.loupe.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs test classes with the JUnit engine and reads the results of their tests. */
final class Kit {
    private Kit() {}

    static EngineExecutionResults run(Class<?>... testClasses) {
        return of(testClasses).execute();
    }

    static EngineExecutionResults run(UniqueId id) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectUniqueId(id))
                .execute();
    }

    static EngineExecutionResults runInParallel(Class<?>... testClasses) {
        return of(testClasses)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute();
    }

    private static EngineTestKit.Builder of(Class<?>... testClasses) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        for (Class<?> testClass : testClasses) {
            kit.selectors(selectClass(testClass));
        }
        return kit;
    }

    /** Display name, below that of its container, to the message of its failure. */
    static Map<String, String> failures(EngineExecutionResults results) {
        return messages(results.allEvents().failed().list());
    }

    static Map<String, String> aborted(EngineExecutionResults results) {
        return messages(results.allEvents().aborted().list());
    }

    private static Map<String, String> messages(List<Event> events) {
        Map<String, String> messages = new LinkedHashMap<>();
        for (Event event : events) {
            messages.put(
                    name(event.getTestDescriptor()),
                    event.getPayload(TestExecutionResult.class)
                            .orElseThrow()
                            .getThrowable()
                            .map(thrown -> String.valueOf(thrown.getMessage()))
                            .orElse(""));
        }
        return messages;
    }

    static List<String> names(EngineExecutionResults results) {
        List<String> names = new ArrayList<>();
        results.testEvents().finished().list().forEach(event -> names.add(name(event.getTestDescriptor())));
        return names;
    }

    static String name(TestDescriptor test) {
        boolean inContainer = test.getParent()
                .map(parent -> parent.getUniqueId().toString().contains("dynamic"))
                .orElse(false);
        return (inContainer ? test.getParent().orElseThrow().getDisplayName() + " > " : "") + test.getDisplayName();
    }

    static List<String> published(EngineExecutionResults results) {
        List<String> entries = new ArrayList<>();
        results.allEvents()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                .forEach(event -> event.getPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                        .orElseThrow()
                        .getKeyValuePairs()
                        .forEach((key, value) -> entries.add(key + ": " + value)));
        return entries;
    }
}
