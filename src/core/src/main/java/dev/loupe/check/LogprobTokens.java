package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Choice.Logprobs;
import dev.loupe.exchange.Place;

/** Visits the tokens of logprobs, wherever they are. */
final class LogprobTokens {
    private LogprobTokens() {}

    /** Sees one token. */
    interface Visitor {
        /**
         * Called for each token.
         *
         * @param at the token's list, {@code /logprobs/content}
         */
        void token(JsonNode token, Logprobs in, String at, int index);
    }

    /** Visits every token; says how many there were. */
    static int visit(Completion completion, Visitor visitor) {
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

    static Place place(Logprobs in, String at, int index, String rest) {
        return in.at().at(at + "/" + index + rest);
    }
}
