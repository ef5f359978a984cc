package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice.Logprobs;
import dev.loupe.exchange.FindingLocation;

/** Visits the tokens of all logprobs of a completion. */
public final class LogprobTokens {
    private LogprobTokens() {}

    /** Receives each token. */
    public interface Visitor {
        /**
         * Called for each token.
         *
         * @param at pointer to the token's array, {@code /logprobs/content}
         */
        void token(JsonNode token, Logprobs in, String at, int index);
    }

    /** Visits every token and returns their number. */
    public static int visit(ParsedCompletion completion, Visitor visitor) {
        int visited = 0;
        for (Choice choice : completion.choices()) {
            for (Logprobs logprobs : choice.logprobs()) {
                visited += visit(logprobs, "content", visitor) + visit(logprobs, "refusal", visitor);
            }
        }
        return visited;
    }

    private static int visit(Logprobs logprobs, String list, Visitor visitor) {
        JsonNode tokens = logprobs.value().path(list);
        for (int i = 0; i < tokens.size(); i++) {
            visitor.token(tokens.path(i), logprobs, "/logprobs/" + list, i);
        }
        return tokens.size();
    }

    public static FindingLocation location(Logprobs in, String at, int index, String rest) {
        return in.at().at(at + "/" + index + rest);
    }
}
