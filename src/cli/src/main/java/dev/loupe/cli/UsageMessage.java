package dev.loupe.cli;

import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile.Price;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for a wrong command line. It replaces picocli's message where that names Java types or positions. */
final class UsageMessage {
    /** An option that gives an API key in other tools. */
    private static final Pattern KEY_OPTION =
            Pattern.compile("(--?(?:api-?)?(?:key|token)|--bearer|--auth(?:orization)?)(?:=.*)?", Pattern.DOTALL);

    private static final Pattern NUMBER_FIRST = Pattern.compile("(\\d{1,9})\\D*", Pattern.DOTALL);

    private UsageMessage() {}

    static String of(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (failure instanceof MissingParameterException missing) {
            return missing(missing);
        }
        if (failure instanceof OverwrittenOptionException repeated) {
            return name(repeated.getOverwritten()) + " is given more than once; give it once";
        }
        String expected = expected(failure.getArgSpec(), failure.getValue());
        // subclasses are other errors, such as a missing option
        boolean wrongType = failure.getClass() == ParameterException.class;
        return wrongType && failure.getValue() != null && expected != null && failure.getArgSpec() != null
                ? name(failure.getArgSpec()) + ": '" + failure.getValue() + "' is not " + expected
                        + suggestion(failure.getArgSpec(), failure.getValue())
                : String.valueOf(failure.getMessage());
    }

    /** An argument without text. Java reads it as the working directory; it is more likely an unset variable of a shell. */
    static String empty(ArgSpec argument) {
        return name(argument) + " is empty; give a value, or set the variable that it comes from";
    }

    /** An option without its value, or options and parameters that the command requires. */
    private static String missing(MissingParameterException failure) {
        List<ArgSpec> missing = failure.getMissing();
        if (missing.size() == 1 && missing.getFirst() instanceof OptionSpec option && !option.required()) {
            return name(option) + " requires a value: " + name(option) + " " + option.paramLabel();
        }
        return missing.stream().map(UsageMessage::usage).collect(Collectors.joining(" and "))
                + (missing.size() == 1 ? " is missing" : " are missing");
    }

    private static String usage(ArgSpec argument) {
        return argument instanceof OptionSpec ? name(argument) + " " + argument.paramLabel() : argument.paramLabel();
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        String written = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            Matcher key = KEY_OPTION.matcher(written);
            if (key.matches()) {
                return "unknown option '" + key.group(1) + "'; API keys are read from the environment only, from the"
                        + " variable that the provider profile names (OPENAI_API_KEY), for an unknown URL from "
                        + TargetEndpoint.DEFAULT_KEY_VARIABLE;
            }
            return "unknown option '" + written + "'" + optionSuggestion(command, written);
        }
        if (!command.getSubcommands().isEmpty()) {
            return "unknown command '" + written + "'"
                    + NameSuggestion.of(
                            written, ShellCompletion.commands(command).keySet());
        }
        boolean endpoint =
                written.matches("https?://.+") && command.getCommandSpec().findOption("--against") != null;
        return "extra argument '" + written + "'" + (endpoint ? "; did you mean '--against " + written + "'?" : "");
    }

    /** A near name of this command; else the commands that have exactly this option. */
    private static String optionSuggestion(CommandLine command, String written) {
        Map<String, OptionSpec> options = command.getCommandSpec().optionsMap();
        List<String> known = options.keySet().stream()
                // any two letters are near each other: another letter is no suggestion for one, its capital is
                .filter(name -> written.length() > 2 || name.length() > 2 || name.equalsIgnoreCase(written))
                .toList();
        String near = NameSuggestion.of(written, known);
        if (!near.isEmpty()) {
            return near;
        }
        String name = written.replaceFirst("=.*", "");
        String others = ShellCompletion.commands(CommandRunner.commandLine()).entrySet().stream()
                .filter(each -> each.getValue().getCommandSpec().optionsMap().containsKey(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "; it is an option of " + others;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String suggestion(ArgSpec option, String value) {
        return option.type().isEnum()
                ? NameSuggestion.of(
                        value,
                        Arrays.stream(option.type().getEnumConstants())
                                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                .toList())
                : "";
    }

    private static @Nullable String expected(@Nullable ArgSpec argument, @Nullable String value) {
        if (argument == null) {
            return null;
        }
        Class<?> type = argument.type();
        if (type == Map.class) {
            return argument.paramLabel();
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == double.class || type == Double.class) {
            return "a number (example: 0.50)";
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "an integer (example: 10)";
        }
        if (type == Duration.class) {
            Matcher number = NUMBER_FIRST.matcher(Objects.requireNonNullElse(value, ""));
            return number.matches()
                    ? "a duration (examples: " + number.group(1) + "s, " + number.group(1) + "m)"
                    : "a duration (examples: 200ms, 30s, 5m, 1h)";
        }
        if (type == Price.class) {
            return "two prices (example: 0.15,0.60)";
        }
        if (type == ByteSizeParser.Bytes.class) {
            return "a size (examples: 500MB, 2GB)";
        }
        return type == URI.class ? "a URL (example: https://api.example.com)" : null;
    }
}
