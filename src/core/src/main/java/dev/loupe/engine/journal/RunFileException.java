package dev.loupe.engine.journal;

import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** A journal or a {@code run.json} that cannot be used; the message has the location and the remedy. */
@API(status = API.Status.EXPERIMENTAL)
public final class RunFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What Java states of a value that no constant has; the name of its class is of no use to a reader. */
    private static final Pattern NO_CONSTANT = Pattern.compile("No enum constant .*\\.([^.]+)\\.([^.]*)");

    public RunFileException(String message) {
        super(message);
    }

    /** The exception for a file with properties of another form. */
    static RunFileException unreadable(Path file, String kind, Exception wrong) {
        Matcher constant = NO_CONSTANT.matcher(String.valueOf(wrong.getMessage()));
        String why = constant.matches()
                ? "'" + constant.group(2) + "' is no " + constant.group(1).toLowerCase(Locale.ROOT)
                : wrong instanceof DateTimeParseException time
                        ? "'" + time.getParsedString() + "' is no time"
                        : wrong.getMessage();
        return new RunFileException(file + " is not a " + kind + " that this version can read: " + why);
    }
}
