package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** The contract knows what is in an answer. */
final class SchemaUndocumentedField implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.undocumented-field",
            Level.INFO,
            "no member of an answer is unknown to the contract",
            "derived: the contract does not forbid other members, hence INFO",
            "what is not documented comes and goes without notice, and may tell what nobody meant to tell",
            "document the member, or leave it out");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance obedience = observed.obedience();
        if (obedience == null || !obedience.hasOperation()) {
            return NO_CONTRACT;
        }
        if (!(observed.answer() instanceof ParsedCompletion)) {
            return observed.noCompletion();
        }
        if (obedience.answer().documented() == 0) {
            return NO_ANSWER;
        }
        List<Violation> violations = new ArrayList<>(0);
        obedience
                .unknownMembers()
                .forEach((at, part) -> violations.add(Violation.of(
                        ParsedCompletion.at(part.event(), at.toString()),
                        "no such member",
                        StrictValues.shown(part.body().at(at)),
                        "the contract does not know this member")));
        return Result.of(violations);
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result NO_ANSWER = Result.notApplicable("the contract documents no such answer");
}
