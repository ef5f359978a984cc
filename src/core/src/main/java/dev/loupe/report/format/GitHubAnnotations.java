package dev.loupe.report.format;

import java.util.EnumMap;
import java.util.Map;

/**
 * Annotations as workflow commands of GitHub Actions. GitHub shows ten of a kind per step and drops the rest, so the
 * rest is only counted.
 */
public final class GitHubAnnotations {
    private static final int MAX_OF_A_KIND = 10;

    private final Map<ReportAnnotation.Severity, Integer> written = new EnumMap<>(ReportAnnotation.Severity.class);
    private final StringBuilder out = new StringBuilder();
    private int omitted;

    /** Adds an annotation, or counts it when there are enough of its kind. */
    public void add(ReportAnnotation note) {
        add(note, 1);
    }

    /** Adds an annotation for several equal findings. */
    public void add(ReportAnnotation note, int count) {
        if (!hasRoom(note.rule().severity())) {
            return;
        }
        ReportAnnotation.Location location = note.location();
        begin(note.rule().severity(), note.rule().entry().id());
        if (location != null) {
            out.append(",file=").append(property(location.file()));
            if (location.line() > 0) {
                out.append(",line=").append(location.line());
            }
        }
        String at = note.at().isEmpty() ? "" : note.at() + ": ";
        String times = count == 1 ? "" : " (" + count + " findings)";
        out.append("::").append(data(at + note.message() + times)).append('\n');
    }

    /** Adds an annotation without a location. */
    public void add(ReportAnnotation.Severity severity, String title, String message) {
        if (hasRoom(severity)) {
            begin(severity, title);
            out.append("::").append(data(message)).append('\n');
        }
    }

    private boolean hasRoom(ReportAnnotation.Severity severity) {
        if (written.merge(severity, 1, Integer::sum) > MAX_OF_A_KIND) {
            omitted++;
            return false;
        }
        return true;
    }

    private void begin(ReportAnnotation.Severity severity, String title) {
        out.append("::").append(severity == ReportAnnotation.Severity.NOTE ? "notice" : severity.word());
        out.append(" title=").append(property(title));
    }

    /** Adds a line that is not an annotation: the summary, and how many annotations are omitted. */
    public String finish(String summary) {
        // a line of plain output must not be read as a command
        String plain = VisibleText.line(summary).replace("::", ": :");
        out.append(plain);
        if (omitted > 0) {
            out.append(" (")
                    .append(omitted)
                    .append(" more not annotated: GitHub shows ")
                    .append(MAX_OF_A_KIND);
            out.append(" of each kind; --out DIR writes all)");
        }
        return out.append('\n').toString();
    }

    /** The message of a command. */
    static String data(String text) {
        return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The value of a property of a command. */
    public static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String visible(String text) {
        return VisibleText.neutral(text.replace("\r\n", "\n").replace('\r', '\n'));
    }
}
