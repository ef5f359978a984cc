package dev.loupe.lint.rules;

import dev.loupe.lint.LintRule;
import java.util.List;

/** Every lint rule, sorted by id. */
public final class LintRules {
    private static final List<LintRule> ALL = List.of(
            new BoundsAreSatisfiable(),
            new CountIsInteger(),
            new CountIsNotNegative(),
            new DeclaredOnce(),
            new DefaultIsValid(),
            new DefaultMatchesSchema(),
            new ErrorsAreDocumented(),
            new ExampleMatchesSchema(),
            new FieldsExcludeEachOther(),
            new KeywordsFitVersion(),
            new LimitIsInteger(),
            new NullableEnumListsNull(),
            new OperationIdsAreUnique(),
            new OperationsAreUnique(),
            new PathsAreUnique(),
            new PathParametersMatch(),
            new PatternIsValid(),
            new DescribedRangeIsInSchema(),
            new QuerystringIsAlone(),
            new ReferencesAreLocal(),
            new ReferencesResolve(),
            new RequiredIsListOfNames(),
            new ResponseHasDescription(),
            new CodeSampleMatchesSchema(),
            new SchemaHasNoInfiniteCycle(),
            new SchemaRangeIsDescribed(),
            new SecurityIsApplied(),
            new SecurityIsDeclared(),
            new ServerVariablesMatch(),
            new StreamCanBeSatisfied(),
            new TagParentsExist(),
            new ToolCallResponseCanBeSatisfied(),
            new UnionBranchNarrows(),
            new ValidOpenApi());

    private LintRules() {}

    public static List<LintRule> all() {
        return ALL;
    }
}
