package dev.loupe.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Check;
import dev.loupe.check.RunCheck;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shell command that reproduces a finding. */
public final class RerunCommand {
    /** The placeholder of a secret, which the shell fills in from the environment. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final int MAX_LENGTH = 4_000;

    private RerunCommand() {}

    public static String of(Exchange exchange, @Nullable SourceLocation stored, Check check, RerunOptions options) {
        if (stored == null && options.embedded() && exchange.probed() != null) {
            return options.probe(exchange.probed().probe());
        }
        if (stored == null) {
            return curl(exchange.request());
        }
        String command = exchange.origin().kind() == Origin.Kind.OPENAPI_DOCUMENT ? "lint" : "replay";
        return options.command(command, stored, check.info().id(), check instanceof RunCheck<?>);
    }

    private static String curl(Exchange.Request request) {
        StringBuilder out = new StringBuilder("curl -sS -i -X ").append(quoted(request.method()));
        out.append(' ').append(quoted(request.url()));
        for (Map.Entry<String, List<String>> field : request.headers().fields().entrySet()) {
            for (String value : field.getValue()) {
                out.append(" -H ").append(quoted(field.getKey() + ": " + value));
            }
        }
        String command =
                switch (request.body()) {
                    // raw, because -d reads a file when the text starts with @
                    case Body.Json(JsonNode value) -> out + data(value.toString());
                    case Body.Text(String text) -> out + data(text);
                    case Body.Bytes bytes -> "printf " + octal(bytes.bytes()) + " | " + out + " --data-binary @-";
                    case Body.None none -> out.toString();
                };
        return command.length() <= MAX_LENGTH
                ? command
                : "(too long for a shell command: record the run with --record and replay it)";
    }

    private static String data(String body) {
        return body.isEmpty() ? "" : " --data-raw " + quoted(body);
    }

    /** Bytes that are not text, for printf. */
    private static String octal(byte[] bytes) {
        StringBuilder out = new StringBuilder("'");
        for (byte each : bytes) {
            out.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
        }
        return out.append('\'').toString();
    }

    /** Single quotes around everything but placeholders. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            out.append(literal(text.substring(from, placeholder.start())));
            out.append("\"$").append(placeholder.group(1)).append('"');
            from = placeholder.end();
        }
        out.append(literal(text.substring(from)));
        return out.isEmpty() ? "''" : out.toString();
    }

    private static String literal(String text) {
        boolean plain =
                text.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "-_./:=,@%+".indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
