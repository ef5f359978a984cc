package dev.loupe.junit;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds libraries that are on the class path in two versions, which otherwise causes errors that are hard to explain. */
final class ClassPathCheck {
    /** One class of each library that must have a single version. */
    private static final List<String> ONE_OF_EACH = List.of(
            "io/restassured/RestAssured.class",
            "org/junit/jupiter/api/Test.class",
            "org/junit/platform/commons/JUnitException.class");

    private static final Pattern VERSIONED = Pattern.compile(".+?-(\\d.*)[.]jar");

    private static final boolean REST_ASSURED =
            !jars(Verification.class.getClassLoader(), ONE_OF_EACH.getFirst()).isEmpty();

    private static volatile boolean checked;

    private ClassPathCheck() {}

    /**
     * Checks the class path once.
     *
     * @throws IllegalStateException with the names of the jars and what to do
     */
    static void requireOneOfEach() {
        if (!checked) {
            requireOneOfEach(Verification.class.getClassLoader());
            checked = true;
        }
    }

    static void requireOneOfEach(ClassLoader loader) {
        for (String name : ONE_OF_EACH) {
            Set<String> jars = jars(loader, name);
            if (jars.stream().map(ClassPathCheck::version).distinct().count() > 1) {
                throw new IllegalStateException(name.replace('/', '.').replaceAll("\\.class$", "")
                        + " is on the class path " + jars.size() + " times: " + String.join(", ", jars)
                        + "; keep one version: mvn dependency:tree (gradle dependencies) shows where each comes from; import the BOM"
                        + " of one version, or exclude the other");
            }
        }
    }

    /** Whether the test's class path has RestAssured at all. */
    static boolean hasRestAssured() {
        return REST_ASSURED;
    }

    /**
     * The version in the name of a jar. The jar of the console launcher contains all of JUnit in addition to the jars of the
     * build, which works when both have the same version. The platform of JUnit 5 has versions 1.x.
     */
    private static String version(String jar) {
        Matcher versioned = VERSIONED.matcher(jar);
        return versioned.matches() ? versioned.group(1).replaceFirst("^[15][.]", "") : jar;
    }

    private static Set<String> jars(ClassLoader loader, String name) {
        Set<String> jars = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                String location = url.toString().replaceFirst("!?/" + name + "$", "");
                jars.add(location.substring(location.lastIndexOf('/') + 1));
            }
        } catch (IOException unreadable) {
            return Set.of(); // then loading a class fails with its own error
        }
        return new TreeSet<>(jars);
    }
}
