package dev.loupe.engine;

import dev.loupe.chat.ChatContracts;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import dev.loupe.provider.ResolvedProvider;
import dev.loupe.text.UrlPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the contract and the provider profile of each exchange. The contract is fixed by the caller, or it is the one that
 * the recording names, or the built-in one of its provider that has the requested model. The provider is fixed by the caller, or it is the
 * one that the recording names, or the one whose host the request was sent to.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ContractResolver implements ContextResolver {
    private static final String CHAT = "/v1/chat/completions";

    /** Compiled once in a process: compiling a contract takes longer than judging thousands of exchanges. */
    private static final Map<String, ContractSchemas> BUILT_IN = new ConcurrentHashMap<>();

    /** The URLs in the built-in contracts, by the names of the contracts. */
    private static final Map<String, List<String>> SERVERS = new ConcurrentHashMap<>();

    /** Where the contract of an exchange comes from. */
    private sealed interface Source {
        record Fixed(ContractSchemas contract) implements Source {}

        record None() implements Source {}

        record ByModel() implements Source {}
    }

    private final Source source;
    private final Function<Exchange, ResolvedProvider> provider;
    private final boolean requiresOperation;

    private ContractResolver(Source source, Function<Exchange, ResolvedProvider> provider, boolean requiresOperation) {
        this.source = source;
        this.provider = provider;
        this.requiresOperation = requiresOperation;
    }

    /** Judges every exchange by this contract. */
    public static ContractResolver fixed(ContractSchemas contract) {
        return new ContractResolver(new Source.Fixed(contract), ContractResolver::recordedProvider, false);
    }

    /** Judges no exchange by a contract: only checks that need none apply. */
    public static ContractResolver withoutContract() {
        return new ContractResolver(new Source.None(), ContractResolver::recordedProvider, false);
    }

    /** Judges each exchange by the contract that its recording names, else by the built-in one with the requested model. */
    public static ContractResolver byModel() {
        return new ContractResolver(new Source.ByModel(), ContractResolver::recordedProvider, false);
    }

    /** The same with this provider for every exchange. */
    public ContractResolver withProvider(ProviderProfile fixed) {
        return withProvider(fixed, "");
    }

    /** The same with this provider for every exchange, and the reason for reports. */
    public ContractResolver withProvider(ProviderProfile fixed, String reason) {
        ResolvedProvider chosen = new ResolvedProvider(fixed, reason);
        return new ContractResolver(source, exchange -> chosen, requiresOperation);
    }

    /** The same with the provider that this function chooses. */
    public ContractResolver withProvider(Function<Exchange, ProviderProfile> chosen) {
        return new ContractResolver(
                source, exchange -> new ResolvedProvider(chosen.apply(exchange), ""), requiresOperation);
    }

    /** The same, where a chat completion is not judged by a fixed contract that has no operation for it. */
    public ContractResolver requiringOperation() {
        return new ContractResolver(source, provider, true);
    }

    @Override
    public CheckContext of(Exchange exchange) {
        ResolvedProvider resolved = provider.apply(exchange);
        Optional<ContractSchemas> contract = contract(
                exchange.origin().contract(),
                exchange.request(),
                builtIn -> isUnlocated(exchange) || isOf(builtIn, resolved.profile()));
        if (requiresOperation && source instanceof Source.Fixed(ContractSchemas fixed)) {
            requireOperation(fixed, exchange);
        }
        CheckContext context = new CheckContext(contract.orElse(null), resolved.profile(), resolved.reason());
        return context.hasProviderContract() || !isProbe(exchange)
                ? context
                : new CheckContext(context.contract(), withoutRanges(resolved.profile()), resolved.reason());
    }

    private static boolean isProbe(Exchange exchange) {
        return exchange.probed() != null;
    }

    /** Without a contract of its own, a provider does not state which values it rejects. */
    private static ProviderProfile withoutRanges(ProviderProfile profile) {
        return profile.dialect().invalid() == Handling.REJECTS
                ? profile.with(profile.dialect().withInvalid(Handling.UNSTATED))
                : profile;
    }

    /** The contract of a request to the endpoint under test, which is declared to implement it; empty when there is none. */
    public Optional<ContractSchemas> contract(Exchange.Request request) {
        return contract(null, request, contract -> true);
    }

    private Optional<ContractSchemas> contract(
            @Nullable String recorded, Exchange.Request request, Predicate<Contract> applies) {
        return switch (source) {
            case Source.Fixed(ContractSchemas contract) -> Optional.of(contract);
            case Source.None none -> Optional.empty();
            case Source.ByModel byModel when recorded != null -> Optional.of(recordedContract(recorded));
            case Source.ByModel byModel -> forModel(request, applies);
        };
    }

    /**
     * Whether a built-in contract is the one of this provider. Another server of the same model has not published it.
     *
     * @param profile the provider of the exchange
     */
    public static boolean isOf(Contract contract, ProviderProfile profile) {
        List<String> servers = SERVERS.computeIfAbsent(
                contract.name(), name -> contract.published().path("servers").findValuesAsText("url"));
        for (String server : servers) {
            if (profile.isServedAt(server)) {
                return true;
            }
        }
        return false;
    }

    /** A probe is derived from the contract; one of them requests a path that does not exist on purpose. */
    private static void requireOperation(ContractSchemas contract, Exchange exchange) {
        String url = exchange.request().url();
        boolean chat = exchange.probed() == null && (url.isEmpty() || url.contains("/chat/completions"));
        if (chat
                && contract.operation(Reading.CORRECTED, "POST", url.isEmpty() ? CHAT : url)
                        .isEmpty()) {
            throw new ExchangeNotJudgedException(
                    "the contract " + contract.contract().name() + " has no operation POST " + CHAT
                            + "; use --contract with one that has it, or --contract none");
        }
    }

    /**
     * A contract by its built-in name or by its file, compiled.
     *
     * @throws dev.loupe.openapi.ContractException when it is neither or cannot be used
     */
    public static ContractSchemas find(String nameOrPath) {
        return find(nameOrPath, ReferenceScope.FOLDER);
    }

    /**
     * Like {@link #find(String)}.
     *
     * @param scope the references that are followed
     */
    public static ContractSchemas find(String nameOrPath, ReferenceScope scope) {
        return Contracts.named(nameOrPath)
                .map(ContractResolver::compiled)
                .orElseGet(() -> ContractSchemas.of(ChatContracts.find(nameOrPath, scope)));
    }

    private static ContractSchemas compiled(Contract builtIn) {
        return BUILT_IN.computeIfAbsent(builtIn.name(), name -> ContractSchemas.of(builtIn));
    }

    /** The recorded name comes before the model: a probe may omit the model, or request one that does not exist. */
    private static ContractSchemas recordedContract(String name) {
        return Contracts.named(name)
                .map(ContractResolver::compiled)
                .orElseThrow(() -> new ExchangeNotJudgedException("the recording names the contract " + name
                        + ", which is not built in; use --contract PATH, or --contract none to judge without a"
                        + " contract"));
    }

    /** Without a host, nothing shows that the server is another one. */
    private static boolean isUnlocated(Exchange exchange) {
        return UrlPath.authority(exchange.request().url()).isEmpty();
    }

    private static Optional<ContractSchemas> forModel(Exchange.Request request, Predicate<Contract> applies) {
        String model = request.property("model").textValue();
        return model == null
                ? Optional.empty()
                : Contracts.forModel(model).filter(applies).map(ContractResolver::compiled);
    }

    /** By the name in the recording; without one, and for one that no profile has, by the host of the request. */
    private static ResolvedProvider recordedProvider(Exchange exchange) {
        String name = exchange.origin().provider();
        Optional<ProviderProfile> named = name == null ? Optional.empty() : ProviderProfiles.named(name);
        if (named.isPresent()) {
            return new ResolvedProvider(named.get(), "named in the recording");
        }
        Reply.Head head = exchange.reply().headOrNull();
        HeaderFields headers = head == null ? HeaderFields.NOT_RECORDED : head.headers();
        ResolvedProvider byHost = ProviderResolver.forExchange(
                exchange.request().url(), ExchangeParser.firstJson(exchange.reply()), header -> headers.first(header)
                        .isPresent());
        return name == null || !byHost.profile().name().equals(ProviderResolver.FALLBACK)
                ? byHost
                : new ResolvedProvider(ProviderProfiles.unknown(name), byHost.reason());
    }
}
