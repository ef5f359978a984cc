package dev.loupe.engine.summary;

import dev.loupe.check.CheckInfo;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The summary of a run, updated with each exchange, in memory that does not grow with the run. */
@API(status = API.Status.EXPERIMENTAL)
public final class RunSummary {
    private static final int MAX_UNREADABLE = 20;
    private static final int MAX_CRASHES = 20;
    private static final int MAX_SELECTED = 24;
    private static final int MAX_NAMES = 200;
    private static final int MAX_REASONS = 20;

    private final RunCounts counts;
    private final FindingGroups groups = new FindingGroups();
    private final ParameterTable parameters = new ParameterTable();
    private final ToolCallTable tools = new ToolCallTable();
    private final List<ReadResult.Unreadable> unreadable = new ArrayList<>();
    private final List<Crash> crashes = new ArrayList<>();
    private final Selection usages = new Selection();
    private final Selection streams = new Selection();
    private long promptTokens;
    private long completionTokens;
    private BigDecimal cost = BigDecimal.ZERO;
    private int responsesWithCost;
    private final DurationPercentiles toFirstByte = new DurationPercentiles();
    private final DurationPercentiles toEnd = new DurationPercentiles();
    private final DurationPercentiles toFirstEvent = new DurationPercentiles();
    private final DurationPercentiles toFirstToken = new DurationPercentiles();
    private final DurationPercentiles longestGap = new DurationPercentiles();
    private final DurationPercentiles toLastEvent = new DurationPercentiles();
    private final SortedMap<String, SortedSet<String>> providers = new TreeMap<>();

    private int duplicateIds;
    private @Nullable ExchangeResult firstDuplicateId;

    public RunSummary(List<CheckInfo> checks) {
        this.counts = new RunCounts(checks);
    }

    /** A check that crashed: an internal error. */
    public record Crash(String check, Exchange.Id exchange, String what) {}

    /** A few exchanges, those with violations first. */
    public static final class Selection {
        private final List<ExchangeResult> withViolations = new ArrayList<>();
        private final List<ExchangeResult> withoutViolations = new ArrayList<>();
        private int total;

        private boolean wants(boolean isWrong) {
            return isWrong
                    ? withViolations.size() < MAX_SELECTED
                    : withoutViolations.size() + withViolations.size() < MAX_SELECTED;
        }

        private void add(ExchangeResult row) {
            total++;
            boolean isWrong = row.decision().has(CheckOutcome.Kind.VIOLATED);
            if (wants(isWrong)) {
                (isWrong ? withViolations : withoutViolations).add(row);
            }
        }

        /** How many there were, shown or not. */
        public int total() {
            return total;
        }

        public List<ExchangeResult> results() {
            List<ExchangeResult> rows = new ArrayList<>(withViolations);
            rows.addAll(withoutViolations.subList(
                    0, Math.min(withoutViolations.size(), MAX_SELECTED - withViolations.size())));
            return rows;
        }
    }

    public void add(ExchangeResult row) {
        counts.add(row);
        // a repeat without a usable response is no evidence that the finding is flaky
        if (row.decision().unusable() == null) {
            groups.sent(row.id());
        }
        if (UniqueIds.isNumbered(row.id())) {
            duplicateIds++;
            firstDuplicateId = firstDuplicateId == null ? row : firstDuplicateId;
        }
        parameters.add(row.facts());
        tools.add(row);
        if (providers.size() < MAX_NAMES) {
            SortedSet<String> reasons = providers.computeIfAbsent(row.basis().provider(), name -> new TreeSet<>());
            if (reasons.size() < MAX_REASONS && !row.basis().providerReason().isEmpty()) {
                reasons.add(row.basis().providerReason());
            }
        }
        addUsage(row);
        addTimes(row);
        for (ExchangeResult.CheckReason reason : row.decision().reasons()) {
            if (reason.outcome() == CheckOutcome.Kind.CRASHED && crashes.size() < MAX_CRASHES) {
                crashes.add(new Crash(reason.check(), row.id(), reason.why()));
            }
        }
    }

    private void addUsage(ExchangeResult row) {
        ExchangeFacts.Usage usage = row.facts().usage();
        if (usage != null) {
            usages.add(row);
            promptTokens += Math.max(0, usage.prompt());
            completionTokens += Math.max(0, usage.completion());
            if (usage.cost() != null) {
                cost = cost.add(usage.cost(), MathContext.DECIMAL64);
                responsesWithCost++;
            }
        }
    }

    private void addTimes(ExchangeResult row) {
        Reply.Times times = row.facts().times();
        StreamTimeline stream = row.facts().stream();
        // rejected requests have other durations than completions
        if (times != null && row.facts().status() < 300) {
            toFirstByte.add(times.firstByte());
            toEnd.add(stream == null ? times.end() : -1);
        }
        if (stream != null) {
            streams.add(row);
            toFirstEvent.add(stream.first());
            toFirstToken.add(stream.firstToken());
            longestGap.add(stream.isTimed() ? stream.longestGap() : -1);
            toLastEvent.add(stream.last());
        }
    }

    public void add(Finding finding) {
        counts.add(finding);
        groups.add(finding);
    }

    public void add(ReadResult.Unreadable entry) {
        counts.addUnreadable();
        if (unreadable.size() < MAX_UNREADABLE) {
            unreadable.add(entry);
        }
    }

    /** How many exchanges have the id of an earlier one. */
    public int duplicateIds() {
        return duplicateIds;
    }

    /** The first exchange with the id of an earlier one; null when there is none. */
    public @Nullable ExchangeResult firstDuplicateId() {
        return firstDuplicateId;
    }

    /** True when a report will show the events of this stream one by one. */
    public boolean wantsTicks(boolean isWrong) {
        return streams.wants(isWrong);
    }

    public RunCounts counts() {
        return counts;
    }

    public FindingGroups groups() {
        return groups;
    }

    public ParameterTable parameters() {
        return parameters;
    }

    /** The rates of tool calls by model. */
    public ToolCallTable tools() {
        return tools;
    }

    /** The first few; {@link RunCounts#unreadable} counts all. */
    public List<ReadResult.Unreadable> unreadable() {
        return Collections.unmodifiableList(unreadable);
    }

    /** The first few; {@link RunCounts#outcomes} counts all. */
    public List<Crash> crashes() {
        return Collections.unmodifiableList(crashes);
    }

    /** Exchanges whose response has a usage. */
    public Selection usages() {
        return usages;
    }

    /** What all responses together report as their cost, in US dollars. */
    public BigDecimal cost() {
        return cost;
    }

    /** How many responses report their cost. */
    public int responsesWithCost() {
        return responsesWithCost;
    }

    /** Prompt tokens of all responses together. */
    public long promptTokens() {
        return promptTokens;
    }

    /** Completion tokens of all responses together. */
    public long completionTokens() {
        return completionTokens;
    }

    /** Exchanges with a streaming response. */
    public Selection streams() {
        return streams;
    }

    /** Milliseconds to the first byte of successful responses. */
    public DurationPercentiles toFirstByte() {
        return toFirstByte;
    }

    /** Milliseconds to the end of successful non-streaming responses. */
    public DurationPercentiles toEnd() {
        return toEnd;
    }

    /** Milliseconds to the first event of a stream with content. */
    public DurationPercentiles toFirstToken() {
        return toFirstToken;
    }

    /** Milliseconds from the request to the first event of a stream. */
    public DurationPercentiles toFirstEvent() {
        return toFirstEvent;
    }

    /** Milliseconds of the longest gap between two events of a stream. */
    public DurationPercentiles longestGap() {
        return longestGap;
    }

    /** Milliseconds from the request to the last event of a stream. */
    public DurationPercentiles toLastEvent() {
        return toLastEvent;
    }

    public Set<String> providers() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** Why the profile of each provider applies; no reason where the caller chose it. */
    public SortedMap<String, SortedSet<String>> providerReasons() {
        return Collections.unmodifiableSortedMap(providers);
    }
}
