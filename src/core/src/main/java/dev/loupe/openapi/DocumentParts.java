package dev.loupe.openapi;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder that are parts of its documents: they state no version of OpenAPI, and a document refers to
 * them, also through another part. A file to which none refers is no part, but a document that cannot be read.
 */
public final class DocumentParts {
    private static final Pattern VERSION =
            Pattern.compile("(?:^|[{,\\s])[\"']?(?:openapi|swagger)[\"']?\\s*:", Pattern.MULTILINE);
    private static final Pattern REFERENCE = Pattern.compile("\\$ref[\"']?\\s*:\\s*[\"']?([^\"'#\\s,}]+)");

    private DocumentParts() {}

    /** The parts among the files, as they are named. */
    public static Set<Path> among(Collection<Path> files) {
        Map<Path, Path> names = new HashMap<>();
        Map<Path, String> parts = new HashMap<>();
        Deque<Path> documents = new ArrayDeque<>();
        for (Path file : files) {
            Path location = location(file);
            names.put(location, file);
            String text = text(file);
            if (VERSION.matcher(text).find()) {
                documents.add(location);
            } else {
                parts.put(location, text);
            }
        }
        Set<Path> found = new HashSet<>();
        while (!documents.isEmpty() && found.size() < parts.size()) {
            Path from = documents.remove();
            Matcher references = REFERENCE.matcher(parts.getOrDefault(from, text(from)));
            while (references.find()) {
                Path target = target(from, references.group(1));
                if (target != null && parts.containsKey(target) && found.add(target)) {
                    documents.add(target);
                }
            }
        }
        Set<Path> named = new HashSet<>();
        found.forEach(part -> named.add(names.getOrDefault(part, part)));
        return named;
    }

    private static Path location(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static @Nullable Path target(Path from, String reference) {
        try {
            // a plus sign is literal in a path, unlike in a form
            String path = URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
            return from.resolveSibling(path).normalize();
        } catch (IllegalArgumentException noPath) {
            return null;
        }
    }

    /** What is no readable text, the reader of the document reports. */
    private static String text(Path file) {
        try {
            return Files.size(file) > DocumentLimits.TEXT ? "openapi:" : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "openapi:";
        }
    }
}
