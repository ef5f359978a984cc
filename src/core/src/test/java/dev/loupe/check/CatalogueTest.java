package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.loupe.check.rules.Checks;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    private static final Pattern ID = Pattern.compile(
            "(schema|usage|stream|message|identity|logprobs|error|protocol|range|tool|transport)\\.[a-z0-9]+(-[a-z0-9]+)*");

    private static List<CheckInfo> infos() {
        return Checks.all().stream().map(Check::info).toList();
    }

    @Test
    void everyCheckIsInTheList() {
        List<String> written = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.loupe.check").stream()
                        .filter(type -> type.isAssignableTo(Check.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(Checks.all())
                .as("Checks.all() lists every class that implements Check")
                .extracting(check -> check.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void theListIsSortedAndEachIdIsThereOnce() {
        assertThat(infos()).extracting(CheckInfo::id).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("infos")
    void anIdBeginsWithItsAreaAndIsWrittenWithHyphens(CheckInfo info) {
        assertThat(info.id()).matches(ID);
    }

    @ParameterizedTest
    @MethodSource("infos")
    void aClassIsNamedForItsId(CheckInfo info) {
        Check check = Checks.named(info.id()).orElseThrow();
        String name = check.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        assertThat(name).isEqualTo(info.id().replace(".", "").replace("-", ""));
    }

    @ParameterizedTest
    @MethodSource("infos")
    void everyCheckHasAllItsTexts(CheckInfo info) {
        assertThat(info.truth()).isNotBlank().doesNotEndWith(".").doesNotContain(". ", "\n");
        assertThat(info.why()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
        assertThat(info.fix()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
        assertThat(info.source()).as("a level has a source").isNotBlank().doesNotEndWith(".");
        assertThat(Set.of(info.truth(), info.why(), info.fix(), info.source())).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("infos")
    void aMustIsMeasuredOrCited(CheckInfo info) {
        if (info.level() == Level.MUST) {
            assertThat(info.source())
                    .containsPattern(
                            "measured|documentation|documented|description|reference|derived|contract|RFC|OWASP");
        }
    }

    @Test
    void checksAreFinalAndHaveNoState() {
        for (Check check : Checks.all()) {
            assertThat(check.getClass()).as(check.info().id()).isFinal();
            assertThat(check.getClass().getDeclaredFields())
                    .as(check.info().id())
                    .allMatch(field -> java.lang.reflect.Modifier.isStatic(field.getModifiers()));
        }
    }

    /** {@code asText} and its like turn 5 into "5" and "5" into 5: what checks look for. */
    @Test
    void noCheckCoercesJson() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("dev.loupe.check..")
                .should()
                .callMethodWhere(new com.tngtech.archunit.base.DescribedPredicate<>("JsonNode.as*") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                        return call.getTargetOwner().isAssignableTo(com.fasterxml.jackson.databind.JsonNode.class)
                                && call.getName().matches("as[A-Z].*");
                    }
                })
                .check(new ClassFileImporter().importPackages("dev.loupe.check"));
    }
}
