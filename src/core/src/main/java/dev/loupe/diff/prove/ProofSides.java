package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.MessageEncoding;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.SchemaRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accepting and the rejecting spec of one proof. */
record ProofSides(Side accept, Side reject, boolean acceptIsNew, MessagePair message) {
    /** One spec of a proof and its schema of the message. */
    record Side(ValueBuilder values, MessageValidator validator, SchemaRef root, MessageEncoding encoding) {}

    ValueBuilder accepting() {
        return accept.values();
    }

    ValueBuilder rejecting() {
        return reject.values();
    }

    SchemaRef acceptRoot() {
        return accept.root();
    }

    SchemaRef rejectRoot() {
        return reject.root();
    }

    /** How the side that accepts the value writes it. */
    MessageEncoding writer() {
        return accept.encoding();
    }

    MessageEncoding reader() {
        return reject.encoding();
    }

    String acceptedBy() {
        return acceptIsNew ? "new" : "old";
    }

    /** The message with the value at the location. */
    @Nullable
    JsonNode around(List<PathStep> location, JsonNode leaf) {
        return accept.values()
                .around(accept.root(), location, acceptIsNew, leaf)
                .orElse(null);
    }

    MessageValidator.ValidationResult validateAccepting(JsonNode value, List<PathStep> location) {
        return validate(accept, value, location);
    }

    MessageValidator.ValidationResult validateRejecting(JsonNode value, List<PathStep> location) {
        return validate(reject, value, location);
    }

    private MessageValidator.ValidationResult validate(Side side, JsonNode value, List<PathStep> location) {
        return side.validator()
                .validate(side.root(), message.area().direction(), value, ValueBuilder.pointer(location));
    }
}
