package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.BoundedPattern;

/**
 * A keyword that counts how often referenced schemas are validated. Unions of unions that meet again double the work at
 * each level, so a small document can need more steps than any machine has time for.
 */
final class StepLimit extends AbstractKeyword {
    static final String NAME = "x-loupe-step";

    /** The referenced schemas of one validation. The largest published messages need a few thousand. */
    static final int STEPS = 100_000;

    private final WorkBudget budget;
    private int left;

    StepLimit(WorkBudget budget) {
        super(NAME);
        this.budget = budget;
    }

    void restart() {
        left = STEPS;
    }

    private void step() {
        if (!budget.take(1)) {
            throw new BoundedPattern.Undecided(WitnessSearch.USED_UP);
        }
        if (--left < 0) {
            throw new BoundedPattern.Undecided(
                    "the validation of a message needs more than " + STEPS + " steps: the schema is too complex");
        }
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schemaNode, Schema parent, SchemaContext context) {
        return new AbstractKeywordValidator(this, schemaNode, location) {
            @Override
            public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath at) {
                step();
            }
        };
    }
}
