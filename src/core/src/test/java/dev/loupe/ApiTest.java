package dev.loupe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** The public API: the types with {@code @API}. Everything else may change at any time. */
class ApiTest {
    /** Types in signatures of the API that are not part of it, each with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "dev.loupe.openapi.Document", "the spec with its source lines, for lint rules and evidence",
            "dev.loupe.openapi.Overlay", "read from the overlays folder of a contract; not built by embedders",
            "dev.loupe.openapi.schema.CompiledSchemas", "the validator library is not part of the API",
            "dev.loupe.exchange.RecordLineIndex", "source lines of a recording, for evidence",
            "dev.loupe.provider.ProviderDialect", "read from the YAML of a profile; not built by embedders",
            "dev.loupe.provider.ResponseTemplates", "for the reference provider",
            "dev.loupe.provider.Servers", "read from the YAML of a profile; not built by embedders");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.loupe");

    private static Stream<JavaClass> api() {
        return CORE.stream().filter(ApiTest::isApi);
    }

    /** A nested type belongs to the API with its outermost type. */
    private static boolean isApi(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.isAnnotatedWith(API.class);
    }

    @Test
    void theListOfTypesIsTheCommittedOne() throws IOException {
        String types = api().filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        Golden.compare(Path.of("src/test/resources/api.txt"), types);
    }

    @Test
    void everyTypeIsPublic() {
        assertThat(api().filter(JavaClass::isTopLevelClass))
                .allMatch(type -> type.getModifiers().contains(JavaModifier.PUBLIC));
    }

    @Test
    void signaturesExposeOnlyTypesOfTheApi() {
        Set<String> exposed = new TreeSet<>();
        api().filter(ApiTest::isVisible).forEach(type -> {
            type.getMethods().stream().filter(ApiTest::isVisible).forEach(method -> add(exposed, type, method));
            type.getConstructors().stream().filter(ApiTest::isVisible).forEach(made -> add(exposed, type, made));
            type.getFields().stream().filter(ApiTest::isVisible).forEach(field -> add(exposed, type, field));
            type.getInterfaces().forEach(parent -> add(exposed, type, parent));
        });
        Set<String> unlisted = exposed.stream()
                .filter(use -> !EXCEPTIONS.containsKey(use.substring(0, use.indexOf(' '))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unlisted).isEmpty();
        Set<String> used =
                exposed.stream().map(use -> use.substring(0, use.indexOf(' '))).collect(Collectors.toSet());
        assertThat(used).as("exceptions that nothing needs").containsAll(EXCEPTIONS.keySet());
    }

    private static boolean isVisible(JavaClass type) {
        JavaClass each = type;
        while (true) {
            if (!isVisible(each.getModifiers())) {
                return false;
            }
            if (each.getEnclosingClass().isEmpty()) {
                return true;
            }
            each = each.getEnclosingClass().get();
        }
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        return isVisible(unit.getModifiers());
    }

    private static boolean isVisible(JavaField field) {
        return isVisible(field.getModifiers());
    }

    private static boolean isVisible(Collection<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static void add(Set<String> exposed, JavaClass type, JavaCodeUnit unit) {
        unit.getParameterTypes().forEach(parameter -> add(exposed, type, parameter));
        add(exposed, type, unit.getReturnType());
    }

    private static void add(Set<String> exposed, JavaClass type, JavaField field) {
        add(exposed, type, field.getType());
    }

    private static void add(Set<String> exposed, JavaClass type, JavaType used) {
        used.getAllInvolvedRawTypes().stream()
                .filter(each -> each.getPackageName().startsWith("dev.loupe") && !isApi(each))
                .forEach(each -> exposed.add(each.getName() + " in " + type.getName()));
    }
}
