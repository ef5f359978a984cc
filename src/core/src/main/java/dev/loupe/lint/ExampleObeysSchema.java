package dev.loupe.lint;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;

/** An example obeys its own schema. */
final class ExampleObeysSchema implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.example-obeys-schema",
                Level.SHOULD,
                "An example obeys its own schema",
                "OpenAPI 3.0.3, Media Type Object: the example SHOULD match the specified schema",
                "People copy examples",
                "Mend the example or the schema");
    }

    @Override
    public Result on(Spec spec) {
        Looked looked = new Looked(spec);
        for (Example example : Example.of(spec)) {
            looked.at(
                    example.schema().at(),
                    example.value(),
                    mismatch -> LintRule.defect(
                            example.at(),
                            mismatch.expected(),
                            mismatch.actual(),
                            "the example of " + SchemaWords.name(example.schema()) + " breaks its schema: "
                                    + mismatch.message()));
        }
        return looked.result("no example");
    }
}
