package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

@CheckDescription(
        id = "lint.tag-parent",
        level = Level.MUST,
        truth = "The parent of a tag exists, and parents form no cycle",
        source =
                "OpenAPI 3.2.0, Tag Object: the named tag MUST exist in the document, and circular references MUST NOT be used",
        why = "Tools cannot arrange the operations by their tags",
        fix = "Declare the parent in tags, or correct its name")
final class TagParentsExist implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        Map<String, String> parents = new HashMap<>();
        JsonNode tags = spec.root().path("tags");
        tags.forEach(tag ->
                parents.put(tag.path("name").asText(""), tag.path("parent").asText("")));
        List<Violation> violations = new ArrayList<>();
        int known = 0;
        for (int i = 0; i < tags.size(); i++) {
            String name = tags.get(i).path("name").asText("");
            String parent = tags.get(i).path("parent").asText("");
            if (parent.isEmpty()) {
                continue;
            }
            known++;
            String problem = !parents.containsKey(parent)
                    ? ", which is not declared"
                    : isCircular(name, parents) ? ", which has it as a parent itself" : "";
            if (!problem.isEmpty()) {
                violations.add(LintRule.defect(
                        JsonPointer.compile("/tags").appendIndex(i).appendProperty("parent"),
                        "the name of another tag",
                        parent,
                        "tag " + name + " has the parent " + parent + problem));
            }
        }
        return known == 0 ? Result.notApplicable("no tag with a parent") : Result.of(violations);
    }

    private static boolean isCircular(String start, Map<String, String> parents) {
        Set<String> seen = new HashSet<>();
        String at = parents.getOrDefault(start, "");
        while (!at.isEmpty() && seen.add(at)) {
            if (at.equals(start)) {
                return true;
            }
            at = parents.getOrDefault(at, "");
        }
        return false;
    }
}
