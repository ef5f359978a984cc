package dev.loupe.cli;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.IncompleteReason.Advice;

/** Why a run is incomplete, with the option of the command line that helps. */
final class OptionAdvice {
    private OptionAdvice() {}

    static String message(IncompleteReason reason) {
        return reason.message(OptionAdvice::words);
    }

    private static String words(Advice advice) {
        return switch (advice) {
            case SET_KEY -> "set this environment variable to the key of the endpoint";
            case CHECK_URL -> "check the URL of --against";
            case CHECK_MODEL -> "check that the endpoint serves the model of --model";
            case CHECK_URL_AND_MODEL -> "check --against and --model";
            case TRUST_AUTHORITY -> "trust a private authority with --ca FILE";
            case WAIT_LONGER -> "the limits are --timeout and --max-time";
            case SLOW_DOWN -> "try again later, or slower with --rate";
            case RESUME_OR_SLOW_DOWN -> "continue later with --resume, or slower with --rate";
            case RAISE_REQUEST_LIMIT -> "the limit is --max-requests";
            case RAISE_COST_LIMIT -> "the limit is --max-cost";
            case STATE_PRICE -> "state the price with --price IN,OUT, or use --max-requests";
            case RAISE_TIME_LIMIT -> "the limit is --max-time";
        };
    }
}
