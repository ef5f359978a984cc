package dev.loupe.check;

import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The results of all checks on all fixtures, one file for each check. A result that is not listed is "not applicable".
 *
 * <p>The result of a check on a fixture of another is in the file of the fixture's owner. A check without a file is new: its
 * results on the fixtures of the others go into its own file, so that a new check changes no existing file.
 */
final class CheckOutcomes {
    private static final String HERE = "Other checks on these fixtures:";
    private static final String ELSEWHERE = "This check on fixtures of others:";

    /** For each check with a file, the other checks whose fixtures its file covers. */
    private final Map<String, Set<String>> elsewhere = new HashMap<>();

    private CheckOutcomes() {}

    static Path file(Check check) {
        return Fixtures.ROOT.resolve(check.info().id()).resolve("outcomes.txt");
    }

    /** The state of the files before any is rewritten. */
    static CheckOutcomes read() throws IOException {
        CheckOutcomes outcomes = new CheckOutcomes();
        for (Check check : Checks.all()) {
            if (Files.exists(file(check))) {
                outcomes.elsewhere.put(check.info().id(), owners(Files.readAllLines(file(check))));
            }
        }
        return outcomes;
    }

    private static Set<String> owners(List<String> lines) {
        Set<String> owners = new HashSet<>();
        int from = lines.indexOf(ELSEWHERE);
        for (String line : from < 0 ? List.<String>of() : lines.subList(from + 1, lines.size())) {
            owners.add(line.substring(0, line.indexOf(':')));
        }
        return owners;
    }

    /** The content of the file of a check. */
    String of(Check check) {
        StringBuilder text = new StringBuilder();
        for (Fixture fixture : Fixtures.of(check)) {
            text.append(fixture.name()).append(": ");
            text.append(String.join("; ", Judging.described(check, fixture.run(), fixture.context())))
                    .append('\n');
        }
        section(
                text,
                HERE,
                Checks.all().stream()
                        .filter(other -> other != check && !covers(other, check))
                        .map(other -> line(other.info().id(), other, check)));
        section(
                text,
                ELSEWHERE,
                Checks.all().stream()
                        .filter(owner -> owner != check && covers(check, owner))
                        .map(owner -> line(owner.info().id(), check, owner)));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, java.util.stream.Stream<String> lines) {
        String content = lines.collect(Collectors.joining());
        if (!content.isEmpty()) {
            text.append('\n').append(title).append('\n').append(content);
        }
    }

    /** Whether the results of a check on the fixtures of an owner are in the file of the check. */
    private boolean covers(Check check, Check owner) {
        Set<String> covered = elsewhere.get(check.info().id());
        return covered == null
                ? elsewhere.containsKey(owner.info().id())
                : covered.contains(owner.info().id());
    }

    /** The results of a check on the fixtures of an owner; empty when it applies to none. */
    private static String line(String name, Check check, Check owner) {
        List<Fixture> fixtures = Fixtures.of(owner);
        Map<String, List<String>> byResult = new TreeMap<>();
        for (Fixture fixture : fixtures) {
            String result =
                    switch (Judging.mark(check, fixture.run(), fixture.context())) {
                        case 'P' -> "passed";
                        case 'V' -> "violated";
                        case 'U' -> "not recorded";
                        default -> "";
                    };
            byResult.computeIfAbsent(result, same -> new ArrayList<>()).add(fixture.name());
        }
        byResult.remove("");
        if (byResult.isEmpty()) {
            return "";
        }
        return name + ": "
                + byResult.entrySet().stream()
                        .map(entry -> entry.getKey() + names(entry.getValue(), fixtures))
                        .collect(Collectors.joining("; "))
                + "\n";
    }

    private static String names(List<String> names, List<Fixture> all) {
        if (names.size() == all.size()) {
            return "";
        }
        if (names.size() <= all.size() / 2) {
            return " on " + String.join(", ", names);
        }
        return all.stream()
                .map(Fixture::name)
                .filter(name -> !names.contains(name))
                .collect(Collectors.joining(", ", " on all except ", ""));
    }
}
