package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;

/**
 * A keyword that reports each time a schema with it is validated. Unions of unions that meet again double the work at
 * each level, so a small document can need more steps than any machine has time for.
 */
public final class StepKeyword extends AbstractKeyword {
    public static final String NAME = "x-loupe-step";

    private final Runnable step;

    /**
     * Creates the keyword.
     *
     * @param step is called for each validation; throws when there were too many
     */
    private StepKeyword(Runnable step) {
        super(NAME);
        this.step = step;
    }

    /**
     * JSON Schema 2020-12 with this keyword. The validator of {@code contains} applies {@code minContains} and
     * {@code maxContains} to arrays; the library's validator of these two rejects values of every type when no count is
     * within both.
     */
    public static Dialect.Builder dialect(Runnable step) {
        return Dialect.builder(Dialects.getDraft202012())
                .keyword(new NonValidationKeyword("minContains"))
                .keyword(new NonValidationKeyword("maxContains"))
                .keyword(new StepKeyword(step));
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schemaNode, Schema parent, SchemaContext context) {
        return new AbstractKeywordValidator(this, schemaNode, location) {
            @Override
            public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath at) {
                step.run();
            }
        };
    }
}
