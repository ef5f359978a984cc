package dev.loupe.engine;

import org.apiguardian.api.API;

/** An exchange cannot be judged; the message has the remedy. The rest of the run continues. */
@API(status = API.Status.EXPERIMENTAL)
public final class ExchangeNotJudgedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ExchangeNotJudgedException(String message) {
        super(message);
    }
}
