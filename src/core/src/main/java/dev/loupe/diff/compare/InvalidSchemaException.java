package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;

/** A schema with a keyword that no validator accepts, such as a minimum that is a string. */
public final class InvalidSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JsonNode root;
    private final transient DocumentPointer at;
    private final String problem;

    public InvalidSchemaException(JsonNode root, DocumentPointer at, String problem) {
        super(problem, null, false, false);
        this.root = root;
        this.at = at;
        this.problem = problem;
    }

    /** The error with file and line. Two documents may be equal, so the root is compared by identity. */
    @SuppressWarnings("ReferenceEquality")
    public ContractException in(Document old, Document next) {
        Document document = root == old.root() ? old : next;
        return new ContractException(
                document.source(), document.lineOf(at.toJsonPointer()), at.toJsonPointer(), problem + "; correct it");
    }
}
