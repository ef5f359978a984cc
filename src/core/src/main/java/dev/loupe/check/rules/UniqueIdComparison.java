package dev.loupe.check.rules;

import dev.loupe.chat.StrictValues;
import dev.loupe.check.Occurrence;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.check.rules.IdentityIdUnique.Named;
import java.util.List;
import java.util.stream.Stream;

/** Compares each response with the first one of its server that has the same id. */
final class UniqueIdComparison implements RunCheck.Comparison<Named> {
    /** Responses beyond this number of ids are compared with the first ones only, so that memory is bounded. */
    private static final int IDS = 250_000;

    private static final int SERVERS = 10_000;

    /** From a small space so many responses that are equal otherwise too do not come by chance. */
    private static final int NO_CHANCE = 3;

    /** How many responses of a server with few ids are examined for that. */
    private static final int EXAMINED = 64;

    private static final Result SMALL_SPACE =
            Result.notApplicable("the id comes from a small space; identity.id-space checks it");

    private final EarliestKeys<Long, Named> firsts = EarliestKeys.firsts(IDS);

    /** By server, the first response and the first with another id. */
    private final EarliestKeys<Long, Named> ids = EarliestKeys.of(SERVERS, UniqueIdComparison::firstTwoIds);

    /** By server, the first responses with an id of a small space. */
    private final EarliestKeys<Long, Named> few =
            EarliestKeys.of(SERVERS, sorted -> sorted.subList(0, Math.min(EXAMINED, sorted.size())));

    private static List<Occurrence<Named>> firstTwoIds(List<Occurrence<Named>> sorted) {
        Occurrence<Named> first = sorted.getFirst();
        return Stream.concat(
                        Stream.of(first),
                        sorted.stream()
                                .filter(other ->
                                        other.fact().key() != first.fact().key())
                                .limit(1))
                .toList();
    }

    @Override
    public void add(Occurrence<Named> occurrence) {
        Named named = occurrence.fact();
        firsts.add(named.key(), occurrence);
        ids.add(named.server(), occurrence);
        if (named.few()) {
            few.add(named.server(), occurrence);
        }
    }

    @Override
    public Result of(Occurrence<Named> occurrence) {
        Named named = occurrence.fact();
        Occurrence<Named> first = firsts.firstBefore(named.key(), occurrence);
        if (first == null) {
            return named.few() ? SMALL_SPACE : Result.passed();
        }
        return named.few() && hasOtherIds(occurrence) ? SMALL_SPACE : compared(first, occurrence);
    }

    private boolean hasOtherIds(Occurrence<Named> occurrence) {
        return ids.of(occurrence.fact().server()).stream()
                .anyMatch(other -> other.isBefore(occurrence)
                        && other.fact().key() != occurrence.fact().key());
    }

    private Result compared(Occurrence<Named> first, Occurrence<Named> occurrence) {
        Named other = occurrence.fact();
        if (isCanned(first.fact(), other)) {
            return other.few() && isChance(first, occurrence)
                    ? SMALL_SPACE
                    : violated(other, " and the same response for different requests: also in " + first.exchange());
        }
        if (other.few()) {
            return isIdOfAll(occurrence)
                    ? violated(other, " is that of every response: also in " + first.exchange())
                    : SMALL_SPACE;
        }
        if (isSameResponse(first.fact(), other)) {
            return Result.passed();
        }
        String requested = first.fact().requested();
        boolean twoModels =
                !requested.isEmpty() && !other.requested().isEmpty() && !requested.equals(other.requested());
        return violated(
                other,
                twoModels
                        ? " is used for two models: also in " + first.exchange() + " (" + requested
                                + "), so one of the two is a copied sample"
                        : " is used twice: also in " + first.exchange());
    }

    private static boolean isSameResponse(Named one, Named other) {
        return one.digest() == other.digest() && one.requested().equals(other.requested());
    }

    /** Whether different requests have the same response. */
    private static boolean isCanned(Named one, Named other) {
        return isSameResponse(one, other)
                && one.request() != 0
                && other.request() != 0
                && one.request() != other.request();
    }

    private boolean isChance(Occurrence<Named> first, Occurrence<Named> occurrence) {
        return few.of(occurrence.fact().server()).stream()
                        .filter(each -> each.position() <= occurrence.position())
                        .filter(each -> isCanned(first.fact(), each.fact()))
                        .count()
                < NO_CHANCE;
    }

    /** Whether so many different responses to probes have this id that it does not come by chance; none of them has another id. */
    private boolean isIdOfAll(Occurrence<Named> occurrence) {
        return occurrence.fact().request() != 0
                && few.of(occurrence.fact().server()).stream()
                                .filter(each -> each.position() <= occurrence.position())
                                .filter(each -> each.fact().request() != 0)
                                .map(each -> each.fact().digest())
                                .distinct()
                                .count()
                        > NO_CHANCE;
    }

    private static Result violated(Named other, String message) {
        String id = StrictValues.quoted(other.id());
        return Result.violated(Violation.of(other.at(), "a unique id", id, "id " + id + message));
    }

    @Override
    public Stream<Occurrence<Named>> retained() {
        return Stream.of(firsts, ids, few).flatMap(EarliestKeys::retained);
    }
}
