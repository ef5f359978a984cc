package dev.loupe.cli;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.engine.ContextResolver;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.Linter;
import dev.loupe.lint.rules.LintRules;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.provider.ProviderProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Documents as a run takes them: to read a document is an exchange whose answer is the document, and a lint rule is a check
 * of that answer. So lint has the order, the journal, the baseline and the reports of every other run.
 */
final class LintInput {
    /** Documents that were read and are being looked at. */
    private final Map<String, LintedDocument> open = new ConcurrentHashMap<>();

    private final ProviderProfile nobody;

    LintInput(ProviderProfile nobody) {
        this.nobody = nobody;
    }

    List<Check> checks() {
        return LintRules.all().stream().<Check>map(RuleAsCheck::new).toList();
    }

    /** A rule asks for the document by the name of the exchange. */
    private final class RuleAsCheck implements ExchangeCheck {
        private final LintRule rule;

        RuleAsCheck(LintRule rule) {
            this.rule = rule;
        }

        @Override
        public CheckInfo info() {
            return rule.info();
        }

        @Override
        public Result on(ParsedExchange observed) {
            LintedDocument spec = open.get(observed.exchange().id().value());
            return spec == null ? Result.notApplicable("no document") : Linter.run(rule, spec);
        }
    }

    /** Reads a document; one that cannot be read costs itself alone. */
    ReadResult read(Path file) {
        try {
            Contract contract = Contracts.loadAsIs(file);
            open.put(file.toString(), new LintedDocument(contract));
            return new ReadResult.Read(new Exchange(
                    new Exchange.Id(file.toString()),
                    new Origin(null, contract.name(), null, Origin.DOCUMENT, file.toString(), 1),
                    new Exchange.Request("GET", file.toString(), HeaderFields.NOT_RECORDED, new Body.None()),
                    new Reply.Answered(
                            new Reply.Head(0, HeaderFields.NOT_RECORDED), new Body.Json(contract.published())),
                    null));
        } catch (ContractException unreadable) {
            return new ReadResult.Unreadable(
                    file.toString(), Math.max(1, unreadable.line()), unreadable.problem() + at(unreadable));
        }
    }

    private static String at(ContractException fault) {
        return fault.pointer().equals(JsonPointer.empty()) ? "" : " at " + fault.pointer();
    }

    /** The document's own schemas: defects then stand on its lines. */
    ContextResolver contexts() {
        return exchange -> {
            LintedDocument spec = open.get(exchange.id().value());
            return new CheckContext(spec == null ? null : spec.validation(), nobody);
        };
    }

    /** Forgets a document, so that thousands fit. */
    void done(String file) {
        open.remove(file);
    }
}
