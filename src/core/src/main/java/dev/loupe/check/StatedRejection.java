package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.provider.ProviderDialect.Handling;
import java.math.BigDecimal;
import java.util.List;

/**
 * Whether a provider states that it rejects a value. Its profile states it for values that its contract forbids. Two kinds of
 * values are forbidden by default and by no statement: {@code null} for an optional property, which most servers read as
 * absent, and a number beyond 64 bits, which JSON allows and most parsers round.
 */
public final class StatedRejection {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Double.MAX_VALUE);

    private StatedRejection() {}

    /** Whether a server that accepts the value of this probe violates its provider's own statement. */
    public static boolean of(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        return observed.dialect().invalid() == Handling.REJECTS
                && probed != null
                && !isBeyondDouble(observed.request().at(probed.at()))
                && !isNullByDefault(observed, probed.at());
    }

    private static boolean isBeyondDouble(JsonNode value) {
        return value.isNumber() && value.decimalValue().abs().compareTo(LARGEST) > 0;
    }

    private static boolean isNullByDefault(ParsedExchange observed, JsonPointer at) {
        ContractSchemas schemas = observed.context().contract();
        if (schemas == null
                || at.matches()
                || !observed.request().at(at).isNull()
                || !(observed.request() instanceof ObjectNode sent)) {
            return false;
        }
        ObjectNode absent = sent.deepCopy();
        if (!(absent.at(at.head()) instanceof ObjectNode parent)) {
            return false;
        }
        parent.remove(at.last().getMatchingProperty());
        Exchange.Request request = observed.exchange().request();
        boolean optional = schemas.request(Reading.CORRECTED, request.method(), request.url(), absent)
                .map(List::isEmpty)
                .orElse(false);
        return optional && !isExplicit(schemas, request, at);
    }

    /** Whether the published schema of the property has {@code nullable: false}. */
    private static boolean isExplicit(ContractSchemas schemas, Exchange.Request request, JsonPointer at) {
        JsonNode document = schemas.contract().published();
        JsonPointer schema = schemas.requestSchema(Reading.PUBLISHED, request.method(), request.url())
                .orElse(null);
        for (JsonPointer rest = at; schema != null && !rest.matches(); rest = rest.tail()) {
            schema = SchemaView.of(document, schema).properties().get(rest.getMatchingProperty());
        }
        JsonNode nullable = schema == null
                ? MissingNode.getInstance()
                : SchemaView.of(document, schema).keyword("nullable");
        return nullable.isBoolean() && !nullable.booleanValue();
    }
}
