package dev.loupe.live;

import dev.loupe.exchange.FramingError.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A line of the header of a response, without its end. */
record HeaderLine(String line) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** What is wrong with it; empty when nothing is. */
    Optional<Kind> error() {
        if (isFolded()) {
            return Optional.of(Kind.FOLDED_HEADER);
        }
        if (!isReadable()) {
            return Optional.of(Kind.HEADER_SYNTAX);
        }
        boolean hasControl = line.indexOf('\0') >= 0 || line.indexOf('\r') >= 0;
        return hasControl ? Optional.of(Kind.HEADER_CONTROL) : Optional.empty();
    }

    private boolean isFolded() {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    boolean isReadable() {
        return line.indexOf(':') >= 0
                && TOKEN.matcher(line.substring(0, line.indexOf(':'))).matches();
    }

    String name() {
        return line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    String value() {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
