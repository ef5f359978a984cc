package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each check against its fixtures: {@code breaks-*} must give exactly the violations of the file {@code .expected} beside
 * it, and {@code holds-*} must hold, here and for every other check.
 */
class CheckFixturesTest {
    @TestFactory
    Stream<DynamicNode> everyCheckSeesItsFixturesAsTheyAre() {
        return Checks.all().stream()
                .map(check -> dynamicContainer(
                        check.info().id(),
                        Fixtures.of(check).stream()
                                .map(fixture -> dynamicTest(fixture.name(), () -> judge(check, fixture)))));
    }

    @TestFactory
    Stream<DynamicNode> everyCheckIsShownBothWays() {
        return Checks.all().stream()
                .map(check -> dynamicTest(check.info().id(), () -> {
                    List<Fixture> fixtures = Fixtures.of(check);
                    assertThat(fixtures).anyMatch(Fixture::holds).anyMatch(fixture -> !fixture.holds());
                    // a fixture at which the check does not look shows nothing
                    assertThat(fixtures).filteredOn(Fixture::holds).anySatisfy(fixture -> assertThat(
                                    Judging.results(check, fixture.run(), fixture.context()))
                            .contains(Result.passed()));
                }));
    }

    @TestFactory
    Stream<DynamicNode> whatHoldsForOneCheckBreaksNoOther() {
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
    void noFolderOfFixturesIsWithoutACheck() throws Exception {
        try (Stream<Path> folders = Files.list(Fixtures.ROOT)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Checks.all().stream()
                            .map(check -> check.info().id())
                            .toList());
        }
    }

    /** The exchanges that break a truth also break what else is wrong with them; that is told here, so that it is seen. */
    @Test
    void whatElseAFixtureBreaksIsKnown() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Check owner : Checks.all()) {
            for (Fixture fixture : Fixtures.of(owner)) {
                if (fixture.holds()) {
                    continue;
                }
                String also = Checks.all().stream()
                        .filter(check -> check != owner)
                        .filter(check -> !Judging.violations(check, fixture.run(), fixture.context())
                                .isEmpty())
                        .map(check -> check.info().id())
                        .collect(Collectors.joining(", "));
                if (!also.isEmpty()) {
                    lines.add(owner.info().id() + "/" + fixture.name() + " also breaks " + also + "\n");
                }
            }
        }
        Golden.compare(Fixtures.ROOT.resolveSibling("checks-also-broken.txt"), String.join("", lines));
    }

    /** Nothing to check is not held, and who reads a message must be told the right thing: both are told here. */
    @Test
    void whatEachCheckSaysOfItsFixturesIsKnown() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (Check check : Checks.all()) {
            for (Fixture fixture : Fixtures.of(check)) {
                lines.append(check.info().id())
                        .append('/')
                        .append(fixture.name())
                        .append(": ");
                lines.append(String.join("; ", Judging.said(check, fixture.run(), fixture.context())));
                lines.append('\n');
            }
        }
        Golden.compare(Fixtures.ROOT.resolveSibling("checks-said.txt"), lines.toString());
    }

    /** A check that holds where it has nothing to look at is seen on the fixtures of the others; letters as in run.json. */
    @Test
    void whatEveryCheckSaysOfEveryFixtureIsKnown() throws Exception {
        StringBuilder lines =
                new StringBuilder("P held, V broken, - nothing to check, U not recorded, by, in this order:\n");
        Checks.all().forEach(check -> lines.append(check.info().id()).append('\n'));
        for (Check owner : Checks.all()) {
            for (Fixture fixture : Fixtures.of(owner)) {
                Checks.all().forEach(check -> lines.append(Judging.mark(check, fixture.run(), fixture.context())));
                lines.append(' ')
                        .append(owner.info().id())
                        .append('/')
                        .append(fixture.name())
                        .append('\n');
            }
        }
        Golden.compare(Fixtures.ROOT.resolveSibling("checks-marks.txt"), lines.toString());
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
