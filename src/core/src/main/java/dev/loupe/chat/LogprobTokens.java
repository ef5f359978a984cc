package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice.Logprobs;
import dev.loupe.exchange.FindingLocation;

/** Visits the tokens of logprobs, wherever they are. */
public final class LogprobTokens {
    private LogprobTokens() {}

    /** Sees one token. */
    public interface Visitor {
        /**
         * Called for each token.
         *
         * @param at the token's list, {@code /logprobs/content}
         */
        void token(JsonNode token, Logprobs in, String at, int index);
    }

    /** Visits every token; says how many there were. */
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

    public static FindingLocation place(Logprobs in, String at, int index, String rest) {
        return in.at().at(at + "/" + index + rest);
    }
}
