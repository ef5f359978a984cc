package dev.loupe.check;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * The description of a check.
 *
 * @param id never changes; a check with another meaning gets another id
 * @param level whether a violation makes a run non-conformant
 * @param truth the requirement, one sentence without a full stop
 * @param source the quotation, pointer or measurement that justifies the level
 * @param why what a violation means for a caller
 * @param fix how to remove the violation
 */
@API(status = API.Status.EXPERIMENTAL)
public record CheckInfo(String id, Level level, String truth, String source, String why, String fix)
        implements CatalogueEntry {
    private static final ClassValue<CheckInfo> DESCRIBED = new ClassValue<>() {
        @Override
        protected CheckInfo computeValue(Class<?> described) {
            CheckDescription d = Objects.requireNonNull(described.getAnnotation(CheckDescription.class));
            return new CheckInfo(d.id(), d.level(), d.truth(), d.source(), d.why(), d.fix());
        }
    };

    /** The description of a check or a lint rule, from its class. */
    public static CheckInfo of(Class<?> described) {
        return DESCRIBED.get(described);
    }

    /** The check at this level, or at its own where that is weaker. */
    public CheckInfo atMost(Level highest) {
        return level.compareTo(highest) < 0 ? new CheckInfo(id, highest, truth, source, why, fix) : this;
    }

    /** The part of the id before the dot. */
    public String area() {
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }
}
