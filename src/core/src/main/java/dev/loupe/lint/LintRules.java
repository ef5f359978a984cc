package dev.loupe.lint;

import java.util.List;

/** Every lint rule, sorted by id. */
public final class LintRules {
    private static final List<LintRule> ALL = List.of(
            new BoundsAreSatisfiable(),
            new CountIsWhole(),
            new CountIsNotNegative(),
            new DefaultObeysSchema(),
            new ErrorsAreDocumented(),
            new ExampleObeysSchema(),
            new LimitIsWhole(),
            new NullableEnumListsNull(),
            new OperationsDiffer(),
            new ProseRangeIsInSchema(),
            new ReferencesResolve(),
            new RequiredIsListOfNames(),
            new ResponseHasDescription(),
            new SampleObeysRequest(),
            new SchemaRangeIsInProse(),
            new SecurityIsApplied(),
            new StreamCanBeSatisfied(),
            new ToolCallAnswerCanBeSatisfied(),
            new UnionBranchNarrows(),
            new ValidOpenApi());

    private LintRules() {}

    public static List<LintRule> all() {
        return ALL;
    }
}
