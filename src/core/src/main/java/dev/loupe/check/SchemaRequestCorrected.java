package dev.loupe.check;

/** The corrected contract takes the request. */
final class SchemaRequestCorrected implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.request-corrected",
            Level.MUST,
            "the request obeys the corrected contract",
            "the published contract with its overlay, each action of which has its reason and evidence",
            "who sends what the contract forbids is not the one to complain about the answer",
            "change the request");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(Observed observed) {
        Obedience obedience = observed.obedience();
        if (obedience == null || !obedience.hasOperation()) {
            return NO_CONTRACT;
        }
        if (observed.exchange().probed() != null) {
            return PROBE;
        }
        Obedience.Judged judged = obedience.request();
        return judged.documented() == 0
                ? NO_CONTRACT
                : Mismatches.broken(judged.corrected(), judged.documented(), Attribution.REQUEST, true);
    }

    private static final Result NO_CONTRACT = Result.nothingToCheck("no contract, or it has no such operation");
    private static final Result PROBE = Result.nothingToCheck("a probe, which may break the contract on purpose");
}
