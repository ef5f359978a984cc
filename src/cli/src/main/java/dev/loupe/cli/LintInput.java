package dev.loupe.cli;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.engine.ContextResolver;
import dev.loupe.engine.result.IncompleteReason;
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
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.openapi.UnfollowedReferences;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Presents documents to the engine as exchanges: reading a document is an exchange whose response is the document, and a lint
 * rule is a check of that response. So lint uses the same order, journal, baseline and reports as every other run.
 */
final class LintInput {
    /** The engine requires a profile; no lint rule reads it. */
    private static final ProviderProfile UNUSED_PROFILE =
            ProviderProfiles.named("openai").orElseThrow();

    /** Documents that were read and are not judged yet. */
    private final Map<String, LintedDocument> open = new ConcurrentHashMap<>();

    /** References whose targets are not read, by document. */
    private final Map<String, String> unfollowed = new ConcurrentSkipListMap<>();

    /** Documents without anything to check. */
    private final Set<String> empty = new ConcurrentSkipListSet<>();

    private final ReferenceScope scope;

    /**
     * Documents to read.
     *
     * @param scope the references that are followed
     */
    LintInput(ReferenceScope scope) {
        this.scope = scope;
    }

    List<Check> checks() {
        return LintRules.all().stream().<Check>map(RuleAsCheck::new).toList();
    }

    /** A rule as a check. The exchange ID is the key of the document. */
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
        public Result on(ParsedExchange parsed) {
            LintedDocument document = open.get(parsed.exchange().id().value());
            return document == null ? Result.notApplicable("no document") : Linter.run(rule, document);
        }
    }

    /** Reads a document. An unreadable document does not stop the run. */
    ReadResult read(Path file) {
        try {
            Contract contract = Contracts.loadAsIs(file, scope);
            open.put(file.toString(), new LintedDocument(contract));
            if (Stream.of("paths", "webhooks", "components")
                    .allMatch(part -> contract.published().path(part).isEmpty())) {
                empty.add(file.toString());
            }
            UnfollowedReferences references = UnfollowedReferences.of(contract.document());
            List<String> external = references.toOtherDocuments();
            if (!external.isEmpty()) {
                unfollowed.put(file.toString(), references.list(external));
            }
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

    private static String at(ContractException failure) {
        return failure.pointer().equals(JsonPointer.empty()) ? "" : " at " + failure.pointer();
    }

    /** The document's own schemas, so that findings have its line numbers. */
    ContextResolver contexts() {
        return exchange -> {
            LintedDocument document = open.get(exchange.id().value());
            return new CheckContext(document == null ? null : document.validation(), UNUSED_PROFILE);
        };
    }

    /** Why the run is incomplete: what is not checked. */
    List<IncompleteReason> incomplete() {
        return Stream.<IncompleteReason>concat(
                        empty.stream().map(IncompleteReason.NothingDescribed::new),
                        unfollowed.entrySet().stream()
                                .map(each ->
                                        new IncompleteReason.ReferencesNotFollowed(each.getKey(), each.getValue())))
                .toList();
    }

    /** Releases a document, so that memory does not grow with their number. */
    void done(String file) {
        open.remove(file);
    }
}
