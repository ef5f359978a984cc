package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.loupe.Golden;
import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each check against its fixtures: {@code breaks-*} has exactly the violations of the file {@code .expected} next to it, and
 * {@code holds-*} has none, of this check and of every other.
 */
class CheckFixturesTest {
    @TestFactory
    Stream<DynamicNode> everyCheckFindsTheExpectedViolations() {
        return Checks.all().stream()
                .map(check -> dynamicContainer(
                        check.info().id(),
                        Fixtures.of(check).stream()
                                .map(fixture -> dynamicTest(fixture.name(), () -> judge(check, fixture)))));
    }

    @TestFactory
    Stream<DynamicNode> everyCheckPassesAndIsViolatedByAFixture() {
        return Checks.all().stream()
                .map(check -> dynamicTest(check.info().id(), () -> {
                    List<Fixture> fixtures = Fixtures.of(check);
                    assertThat(fixtures).anyMatch(Fixture::holds).anyMatch(fixture -> !fixture.holds());
                    // a fixture to which the check does not apply proves nothing
                    assertThat(fixtures).filteredOn(Fixture::holds).anySatisfy(fixture -> assertThat(
                                    Judging.results(check, fixture.run(), fixture.context()))
                            .contains(Result.passed()));
                }));
    }

    @TestFactory
    Stream<DynamicNode> noOtherCheckIsViolatedByAPassingFixture() {
        return Checks.all().stream()
                .flatMap(owner -> Fixtures.of(owner).stream())
                .filter(Fixture::holds)
                .map(fixture ->
                        dynamicTest(Fixtures.ROOT.relativize(fixture.file()).toString(), () -> {
                            for (Check check : Checks.all()) {
                                assertThat(Judging.violations(check, fixture.run(), fixture.context()))
                                        .as(check.info().id())
                                        .isEmpty();
                            }
                        }));
    }

    @Test
    void everyFolderOfFixturesHasACheck() throws Exception {
        try (Stream<Path> folders = Files.list(Fixtures.ROOT)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Checks.all().stream()
                            .map(check -> check.info().id())
                            .toList());
        }
    }

    /**
     * The results of all checks on all fixtures. A check that passes where it does not apply shows on the fixtures of the others,
     * and the messages are read here.
     */
    @TestFactory
    Stream<DynamicNode> theOutcomesOfEveryCheckAreKnown() throws Exception {
        CheckOutcomes outcomes = CheckOutcomes.read();
        return Checks.all().stream()
                .map(check -> dynamicTest(
                        check.info().id(), () -> Golden.compare(CheckOutcomes.file(check), outcomes.of(check))));
    }

    private static void judge(Check check, Fixture fixture) throws Exception {
        String violations = Judging.violations(check, fixture.run(), fixture.context()).keySet().stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        if (fixture.holds()) {
            assertThat(violations).isEmpty();
        } else {
            assertThat(violations).isNotEmpty();
            Golden.compare(fixture.expected(), violations);
        }
    }

    /**
     * One fixture.
     *
     * @param run one exchange, or several that are compared
     */
    record Fixture(Path file, List<Exchange> run, CheckContext context) {
        String name() {
            String name = file.getFileName().toString();
            return name.substring(0, name.lastIndexOf('.'));
        }

        boolean holds() {
            return name().startsWith("holds-");
        }

        Path expected() {
            return file.resolveSibling(name() + ".expected");
        }
    }
}
