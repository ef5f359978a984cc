package dev.loupe.exchange.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of a documentation page, in their order: fenced, in HTML, or, on a page saved as plain text, between its lines. */
final class PageSamples {
    private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*([^\\s`]*).*$");
    private static final Pattern FENCES = Pattern.compile("(?m)^[ \\t]*(?:```|~~~)");
    /** Some editors write a sample with bold words this way. */
    private static final Pattern HTML_OPEN = Pattern.compile("^\\s*<pre[^>]*>\\s*<code[^>]*>(.*)$");

    private static final Pattern PREFORMATTED = Pattern.compile("<pre\\b[^<>]{0,500}>");
    private static final Pattern BREAK = Pattern.compile("<br ?/?>");
    private static final Pattern ENTITY = Pattern.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));");
    private static final String HTML_CLOSE = "</code></pre>";
    private static final Pattern HTML_TAG = Pattern.compile("</?[A-Za-z][^<>]{0,200}>");

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[0-9.]+ [1-5][0-9]{2}( .*)?");

    /** The first line of an event stream. */
    private static final Pattern EVENT = Pattern.compile("(data|event):.*");

    /** A page with more objects is not searched further. */
    private static final int MOST_OBJECTS = 500;

    private static final int MOST_OBJECTS_IN_SAMPLE = 20;

    /**
     * A sample.
     *
     * @param line its first line, from 1
     */
    record Sample(int line, String text) {}

    private PageSamples() {}

    static List<Sample> of(String page) {
        // a page with components begins with one, and is Markdown
        if (page.stripLeading().startsWith("<") && !FENCES.matcher(page).find()) {
            return ofHtmlPage(page);
        }
        if (MarkdownFormat.REQUEST_LINE.matcher(page).lookingAt()) {
            List<Sample> messages = new ArrayList<>();
            addMessages(0, page.lines().toList(), messages);
            return messages;
        }
        List<Sample> marked = marked(page);
        return marked.isEmpty() ? plain(page) : marked;
    }

    private static List<Sample> marked(String page) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = List.of(page.split("\r\n|\r|\n", -1));
        int at = 0;
        while (at < lines.size()) {
            Matcher fence = FENCE.matcher(lines.get(at));
            Matcher html = HTML_OPEN.matcher(lines.get(at));
            at++;
            int first = at;
            if (fence.matches()) {
                while (at < lines.size() && !closes(lines.get(at), fence.group(2))) {
                    at++;
                }
                addMessages(first, lines.subList(first, at), samples);
                at++;
            } else if (html.matches()) {
                StringBuilder text = new StringBuilder(html.group(1));
                while (at < lines.size() && text.indexOf(HTML_CLOSE) < 0) {
                    text.append('\n').append(lines.get(at++));
                }
                samples.add(new Sample(first, ofHtml(text.toString())));
            } else if (LenientJson.isPrinted(lines.get(first - 1))) {
                int end = first;
                while (end < lines.size() && !lines.get(end).isBlank()) {
                    end++;
                }
                samples.add(new Sample(first, String.join("\n", lines.subList(first - 1, end))));
            }
        }
        return samples;
    }

    /** The preformatted texts of a page in HTML. */
    private static List<Sample> ofHtmlPage(String page) {
        List<Sample> samples = new ArrayList<>();
        Matcher open = PREFORMATTED.matcher(page);
        int line = 1;
        int from = 0;
        while (open.find(from)) {
            int end = page.indexOf("</pre", open.end());
            line += lines(page, from, open.end());
            from = end < 0 ? page.length() : end;
            addMessages(
                    line - 1,
                    ofHtml(BREAK.matcher(page.substring(open.end(), from)).replaceAll("\n"))
                            .lines()
                            .toList(),
                    samples);
            line += lines(page, open.end(), from);
        }
        return samples;
    }

    /** A sample of HTTP, or of a command, may have the request and, after it, the response. */
    private static void addMessages(int before, List<String> fenced, List<Sample> samples) {
        int from = 0;
        int objects = 0;
        for (int at = 1; at < fenced.size(); at++) {
            boolean begins = STATUS_LINE.matcher(fenced.get(at)).matches()
                    || MarkdownFormat.REQUEST_LINE.matcher(fenced.get(at)).matches();
            boolean object = !begins && mayBeginResponse(fenced, from, at) && objects++ < MOST_OBJECTS_IN_SAMPLE;
            if (begins || (object && isResponse(fenced, at))) {
                samples.add(new Sample(before + from + 1, String.join("\n", fenced.subList(from, at)) + "\n"));
                from = at;
            }
        }
        samples.add(new Sample(before + from + 1, String.join("\n", fenced.subList(from, fenced.size())) + "\n"));
    }

    /** An object after a blank line or a comment; after a status line it is the body of its message. */
    private static boolean mayBeginResponse(List<String> fenced, int from, int at) {
        String before = fenced.get(at - 1).strip();
        return fenced.get(at).startsWith("{")
                && (before.isEmpty() || before.startsWith("#") || before.startsWith("//"))
                && !STATUS_LINE.matcher(fenced.get(from)).matches();
    }

    private static boolean isResponse(List<String> fenced, int at) {
        return responseEnd(String.join("\n", fenced.subList(at, fenced.size())), 0) > 0;
    }

    private static boolean closes(String line, String fence) {
        String stripped = line.strip();
        return stripped.length() >= fence.length() && stripped.chars().allMatch(c -> c == fence.charAt(0));
    }

    /** Responses are samples, and so is the text between them: it may have requests. */
    private static List<Sample> plain(String page) {
        List<Sample> samples = new ArrayList<>();
        int line = 1;
        int textLine = 1;
        int textFrom = 0;
        int objects = 0;
        for (int at = 0; at < page.length(); ) {
            int end = lineEnd(page, at);
            String content = page.substring(at, end).strip();
            int sampleEnd = at;
            if (EVENT.matcher(content).matches()) {
                sampleEnd = eventsEnd(page, at);
            } else if (LenientJson.isPrinted(content)) {
                sampleEnd = end;
            } else if (content.startsWith("{") && objects++ < MOST_OBJECTS) {
                sampleEnd = responseEnd(page, page.indexOf('{', at));
            }
            if (sampleEnd > at) {
                samples.add(new Sample(textLine, page.substring(textFrom, at)));
                samples.add(new Sample(line, page.substring(at, sampleEnd)));
                textFrom = sampleEnd;
                textLine = line + lines(page, at, sampleEnd);
            }
            int next = Math.max(end, sampleEnd);
            line += lines(page, at, next);
            at = next;
        }
        return samples;
    }

    /** Where the response that starts with this brace ends; 0 when it is none, or code follows it. */
    private static int responseEnd(String page, int brace) {
        LiteralConverter.Plain object = LiteralConverter.object(page, brace);
        if (object == null || !MarkdownFormat.CHOICES.matcher(object.json()).find()) {
            return 0;
        }
        int end = lineEnd(page, object.end());
        return page.substring(object.end(), end).isBlank() ? end : 0;
    }

    private static int eventsEnd(String page, int from) {
        int end = from;
        for (int at = from; at < page.length(); ) {
            int next = lineEnd(page, at);
            String content = page.substring(at, next).strip();
            if (EVENT.matcher(content).matches() || content.startsWith(":")) {
                end = next;
            } else if (!content.isEmpty()) {
                break;
            }
            at = next;
        }
        return end;
    }

    private static int lineEnd(String page, int from) {
        int feed = page.indexOf('\n', from);
        return feed < 0 ? page.length() : feed + 1;
    }

    private static int lines(String page, int from, int end) {
        return (int) page.substring(from, end).chars().filter(c -> c == '\n').count();
    }

    private static String ofHtml(String text) {
        int end = text.indexOf(HTML_CLOSE);
        String plain = HTML_TAG.matcher(end < 0 ? text : text.substring(0, end)).replaceAll("");
        return ENTITY.matcher(plain)
                .replaceAll(PageSamples::character)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    private static String character(MatchResult entity) {
        String hex = entity.group(1);
        int code = hex != null ? Integer.parseInt(hex, 16) : Integer.parseInt(entity.group(2));
        return Matcher.quoteReplacement(Character.isValidCodePoint(code) ? Character.toString(code) : entity.group());
    }
}
