package dev.loupe.junit;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.probe.Probe;
import dev.loupe.report.format.VisibleText;
import dev.loupe.text.TextTruncation;

/** The names of the tests of a suite, short enough for the tree of an IDE. */
final class ProbeDisplayNames {
    /** Columns that IDEs show of a name. */
    static final int WIDTH = 60;

    private static final String REJECTED = " is rejected";

    private ProbeDisplayNames() {}

    /** The parameter that a probe tests, or the first part of its ID when it tests no parameter. */
    static String parameter(Probe probe) {
        JsonPointer at = probe.probed().at();
        return at.matches() ? probe.id().substring(0, Math.max(0, probe.id().indexOf('/'))) : at.getMatchingProperty();
    }

    static String of(Probe probe) {
        String ending = probe.probed().corrected() == Permission.FORBIDDEN ? REJECTED : "";
        String words = probe.tests();
        String start = probe.probed().at() + " = ";
        if (!words.startsWith(start)) {
            return fit(words, "", ending);
        }
        JsonPointer within = probe.probed().at().tail();
        int what = words.lastIndexOf(": ");
        String location = within == null || within.matches() ? "" : within + " = ";
        return fit(location + words.substring(start.length(), what), " (" + words.substring(what + 2) + ")", ending);
    }

    /** Cuts the value: it is the longest part and the least important. */
    private static String fit(String value, String what, String ending) {
        String plain = VisibleText.line(value);
        int room = Math.max(8, WIDTH - what.length() - ending.length());
        String shown = cut(plain, room);
        String name = shown + what + ending;
        return cut(name, WIDTH);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : TextTruncation.prefix(text, width - 1) + "…";
    }
}
