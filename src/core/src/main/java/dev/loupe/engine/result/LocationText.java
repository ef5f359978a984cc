package dev.loupe.engine.result;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.FindingLocation;

/** Locations as text: parses the text of {@link FindingLocation#toString}, and folds indices. */
public final class LocationText {
    private LocationText() {}

    /** {@code /choices/3/message} as {@code /choices/*}{@code /message}, {@code event 12 /id} as {@code event * /id}. */
    public static String folded(String location) {
        StringBuilder out = new StringBuilder(location.length());
        int i = 0;
        if (location.startsWith("event ")) {
            int end = endOfDigits(location, 6);
            if (end > 6) {
                out.append("event *");
                i = end;
            }
        }
        while (i < location.length()) {
            char c = location.charAt(i++);
            out.append(c);
            if (c == '/') {
                int end = endOfDigits(location, i);
                if (end > i && (end == location.length() || location.charAt(end) == '/')) {
                    out.append('*');
                    i = end;
                }
            }
        }
        return out.toString();
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    public static FindingLocation inDocument(String text) {
        return FindingLocation.document(text.equals("document") ? JsonPointer.empty() : JsonPointer.compile(text));
    }

    public static FindingLocation parse(String text) {
        if (text.equals("status")) {
            return FindingLocation.status();
        }
        if (text.equals("stream")) {
            return FindingLocation.stream();
        }
        if (text.startsWith("header ")) {
            return FindingLocation.header(text.substring(7));
        }
        if (text.startsWith("event ")) {
            int end = endOfDigits(text, 6);
            int index = Integer.parseInt(text.substring(6, end));
            return FindingLocation.event(index, text.substring(end).strip());
        }
        if (text.equals("request") || text.startsWith("request ")) {
            return FindingLocation.request(text.substring(7).strip());
        }
        return text.equals("body")
                ? FindingLocation.body("")
                : new FindingLocation(FindingLocation.Part.BODY, -1, JsonPointer.compile(text));
    }
}
