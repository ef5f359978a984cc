package dev.loupe.lint;

import java.util.List;

/** Every lint rule, sorted by id. */
public final class LintRules {
    private static final List<LintRule> ALL = List.of(
            new BoundsAreSatisfiable(),
            new CountIsWhole(),
            new CountIsNotNegative(),
            new DefaultIsValid(),
            new DefaultObeysSchema(),
            new ErrorsAreDocumented(),
            new ExampleObeysSchema(),
            new LimitIsWhole(),
            new NullableEnumListsNull(),
            new OperationIdsDiffer(),
            new OperationsDiffer(),
            new PathsDiffer(),
            new PathParametersFit(),
            new PatternIsValid(),
            new ProseRangeIsInSchema(),
            new ReferencesStayInside(),
            new ReferencesResolve(),
            new RequiredIsListOfNames(),
            new ResponseHasDescription(),
            new SampleObeysRequest(),
            new SchemaEnds(),
            new SchemaRangeIsInProse(),
            new SecurityIsApplied(),
            new SecurityIsDeclared(),
            new StreamCanBeSatisfied(),
            new ToolCallAnswerCanBeSatisfied(),
            new UnionBranchNarrows(),
            new ValidOpenApi());

    private LintRules() {}

    public static List<LintRule> all() {
        return ALL;
    }
}
