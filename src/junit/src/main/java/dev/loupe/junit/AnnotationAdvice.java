package dev.loupe.junit;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.IncompleteReason.Advice;

/** Why a run is incomplete, with the attribute or the method of the test that helps. */
final class AnnotationAdvice {
    private AnnotationAdvice() {}

    static String message(IncompleteReason reason) {
        return reason.message(AnnotationAdvice::words);
    }

    private static String words(Advice advice) {
        return switch (advice) {
            case SET_KEY -> "give the key with bearer(...) of Target";
            case CHECK_URL -> "check the URL of Target.at(...)";
            case CHECK_MODEL -> "check that the endpoint serves the model of @ConformsTo";
            case CHECK_URL_AND_MODEL -> "check Target.at(...) and the model of @ConformsTo";
            case TRUST_AUTHORITY -> "trust a private authority with -Djavax.net.ssl.trustStore=FILE";
            case WAIT_LONGER -> "the limits are 90 s and maxSeconds of @ConformsTo";
            case SLOW_DOWN, RESUME_OR_SLOW_DOWN -> "try again later, or slower with the rate of @ConformsTo";
            case RAISE_REQUEST_LIMIT -> "the limit is maxRequests of @ConformsTo";
            case RAISE_COST_LIMIT -> "the limit is maxCost of @ConformsTo";
            case STATE_PRICE -> "use a provider profile with a price, or maxRequests of @ConformsTo";
            case RAISE_TIME_LIMIT -> "the limit is maxSeconds of @ConformsTo";
        };
    }
}
