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

/** Finds libraries that are on the class path twice, which otherwise shows as errors that nobody understands. */
final class ClassPathCheck {
    /** A class of each library of which only one version can work. */
    private static final List<String> ONE_OF_EACH = List.of(
            "io/restassured/RestAssured.class",
            "org/junit/jupiter/api/Test.class",
            "org/junit/platform/commons/JUnitException.class");

    private static final Pattern VERSIONED = Pattern.compile(".+?-(\\d.*)[.]jar");

    private static final boolean REST_ASSURED =
            !jars(Verification.class.getClassLoader(), ONE_OF_EACH.getFirst()).isEmpty();

    private static volatile boolean looked;

    private ClassPathCheck() {}

    /**
     * Looks once.
     *
     * @throws IllegalStateException that names the jars and what to do
     */
    static void requireOneOfEach() {
        if (!looked) {
            requireOneOfEach(Verification.class.getClassLoader());
            looked = true;
        }
    }

    static void requireOneOfEach(ClassLoader loader) {
        for (String name : ONE_OF_EACH) {
            Set<String> jars = jars(loader, name);
            if (jars.stream().map(ClassPathCheck::version).distinct().count() > 1) {
                throw new IllegalStateException(name.replace('/', '.').replaceAll("\\.class$", "")
                        + " is on the class path " + jars.size() + " times: " + String.join(", ", jars)
                        + "; keep one. mvn dependency:tree (gradle dependencies) shows who brings each; import the BOM of"
                        + " the version that you want, or exclude the other");
            }
        }
    }

    /** Whether the test's class path has RestAssured at all. */
    static boolean hasRestAssured() {
        return REST_ASSURED;
    }

    /**
     * The version in the name of a jar. The one jar of the console launcher carries all of JUnit beside what a build brings
     * anyhow, which works when both are of one version; the platform of JUnit 5 counts from 1.
     */
    private static String version(String jar) {
        Matcher versioned = VERSIONED.matcher(jar);
        return versioned.matches() ? versioned.group(1).replaceFirst("^[15][.]", "") : jar;
    }

    private static Set<String> jars(ClassLoader loader, String name) {
        Set<String> jars = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                String place = url.toString().replaceFirst("!?/" + name + "$", "");
                jars.add(place.substring(place.lastIndexOf('/') + 1));
            }
        } catch (IOException unreadable) {
            return Set.of(); // then classes cannot be loaded either, and that will be said
        }
        return new TreeSet<>(jars);
    }
}
