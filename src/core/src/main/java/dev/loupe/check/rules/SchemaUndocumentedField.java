package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "schema.undocumented-field",
        level = Level.INFO,
        truth = "every property of a response is documented",
        source = "derived: the contract does not forbid additional properties, hence INFO",
        why = "an undocumented property changes without notice, and may disclose internals",
        fix = "document the property, or remove it")
final class SchemaUndocumentedField implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !conformance.hasOperation()) {
            return Result.notApplicable("no contract, or it does not have the operation");
        }
        if (!observed.context().hasProviderContract()) {
            return Result.notApplicable("the contract of the protocol does not list extensions");
        }
        if (!(observed.response() instanceof ParsedCompletion)) {
            return observed.noCompletion();
        }
        if (conformance.response().documented() == 0) {
            return Result.notApplicable("the contract has no schema for this response");
        }
        List<Violation> violations = new ArrayList<>(0);
        conformance
                .undocumentedProperties()
                .forEach((at, part) -> violations.add(Violation.of(
                        ParsedCompletion.at(part.event(), at.toString()),
                        "no such property",
                        StrictValues.shown(part.body().at(at)),
                        "property " + at + " is not documented: "
                                + StrictValues.shown(part.body().at(at)))));
        return Result.of(violations);
    }
}
