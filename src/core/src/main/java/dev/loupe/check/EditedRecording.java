package dev.loupe.check;

import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.StrictValues;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs that a recording is not what the server of its URL sent: a person edited it, or a recorder lost a part. What such a
 * recording shows is no evidence for or against the provider. Each sign is a property of the record, never of one that a
 * provider sends by mistake.
 */
public final class EditedRecording {
    /** An id of one repeated letter, as people write it in place of a real one. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:[a-z]+-)?([xX])\\1{5,}");

    private EditedRecording() {}

    /** The sign in this recording; empty when there is none. */
    public static Optional<String> signIn(ParsedExchange observed) {
        if (observed.exchange().probed() != null || observed.mayBeAbridged() || observed.status() >= 400) {
            return Optional.empty();
        }
        String id = StrictValues.textOrEmpty(
                ExchangeParser.firstJson(observed.exchange().reply()).path("id"));
        if (PLACEHOLDER.matcher(id).matches()) {
            return Optional.of("edited recording: the id " + StrictValues.quoted(id) + " is a placeholder");
        }
        boolean atHost = observed.isServedByProvider();
        if (atHost && observed.dialect().ids().isForeign(id)) {
            return Optional.of("edited recording: the id " + StrictValues.quoted(id) + " is of another vendor than "
                    + observed.provider().title());
        }
        return Optional.empty();
    }
}
