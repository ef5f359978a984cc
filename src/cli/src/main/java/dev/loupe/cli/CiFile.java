package dev.loupe.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.text.InputFile;
import dev.loupe.text.YamlProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import picocli.CommandLine.Model.OptionSpec;

/** {@code loupe.yaml}: the gates of a repository. */
final class CiFile {
    /** The name that is found without an option. */
    static final String NAME = "loupe.yaml";

    /** Keys for the file as a whole. */
    static final List<String> SETTINGS = List.of("out", "inconclusive", "contract", "provider");

    private static final int LARGEST = 1_000_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");
    private static final Pattern GATE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,60}");

    private final String file;
    private final JsonNode root;
    private final Map<String, Integer> lines;
    private final Map<String, String> environment;

    private CiFile(String file, JsonNode root, Map<String, Integer> lines, Map<String, String> environment) {
        this.file = file;
        this.root = root;
        this.lines = lines;
        this.environment = environment;
    }

    static CiFile read(Path file, Map<String, String> environment) {
        try {
            LoaderOptions bounds = new LoaderOptions();
            bounds.setCodePointLimit(LARGEST);
            YAMLFactory format = YAMLFactory.builder().loaderOptions(bounds).build();
            String text = InputFile.text(file, LARGEST);
            JsonNode root = YAMLMapper.builder(format)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(text);
            CiFile read = new CiFile(file.toString(), root, lines(format, text), environment);
            read.requireKnownKeys();
            return read;
        } catch (JsonProcessingException notYaml) {
            throw new InvalidInputException(
                    file + ":" + YamlProblem.line(notYaml) + ": " + YamlProblem.of(notYaml), notYaml);
        } catch (NoSuchFileException missing) {
            throw new InvalidInputException(file + " does not exist; 'loupe init' writes it", missing);
        } catch (CharacterCodingException binary) {
            throw new InvalidInputException(file + " is not UTF-8 text", binary);
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    file + " cannot be read: " + InvalidInputException.reason(unreadable), unreadable);
        }
    }

    private static Map<String, Integer> lines(YAMLFactory format, String text) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = format.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    lines.put(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }

    private void requireKnownKeys() {
        if (!root.isObject()) {
            throw new InvalidInputException(file + ": must be an object with the keys " + String.join(", ", topKeys()));
        }
        root.fieldNames().forEachRemaining(key -> requireKnown(key, "/" + key, topKeys()));
        String inconclusive = setting("inconclusive", "fail");
        if (!List.of("fail", "pass").contains(inconclusive)) {
            throw wrong("/inconclusive", "inconclusive: '" + inconclusive + "' is not one of fail, pass");
        }
    }

    private static List<String> topKeys() {
        List<String> keys = new ArrayList<>(SETTINGS);
        for (GateCommand command : GateCommand.values()) {
            keys.add(command.word());
        }
        return keys;
    }

    private void requireKnown(String key, String pointer, List<String> known) {
        if (!known.contains(key)) {
            String suggestion = NameSuggestion.of(key, known);
            throw wrong(
                    pointer,
                    "unknown key '" + key + "'"
                            + (suggestion.isEmpty() ? "; the keys here are " + String.join(", ", known) : suggestion));
        }
    }

    private InvalidInputException wrong(String pointer, String message) {
        return new InvalidInputException(file + ":" + lines.getOrDefault(pointer, 1) + ": " + message);
    }

    /** A setting of the file as a whole. */
    String setting(String key, String otherwise) {
        JsonNode value = root.path(key);
        return value.isMissingNode() ? otherwise : text(value, "/" + key, key);
    }

    /** The gates, in the order in which they run. */
    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (GateCommand command : GateCommand.values()) {
            JsonNode section = root.path(command.word());
            if (section.isArray()) {
                for (int i = 0; i < section.size(); i++) {
                    String pointer = "/" + command.word() + "/" + i;
                    gates.add(gate(command, section.get(i), pointer, command.word() + "-" + (i + 1), names));
                }
            } else if (!section.isMissingNode()) {
                gates.add(gate(command, section, "/" + command.word(), command.word(), names));
            }
        }
        if (gates.isEmpty()) {
            throw new InvalidInputException(file + " has no gate; add one of lint, diff, replay, run");
        }
        return gates;
    }

    private Gate gate(GateCommand command, JsonNode section, String pointer, String defaultName, Set<String> names) {
        if (!section.isObject() && !section.isNull()) {
            throw wrong(pointer, command.word() + " must be an object with options of 'loupe " + command.word() + "'");
        }
        Map<String, OptionSpec> options = command.options();
        List<String> known = new ArrayList<>(List.of("name"));
        known.addAll(command.positional());
        known.addAll(options.keySet());
        List<String> arguments = new ArrayList<>();
        section.fieldNames().forEachRemaining(key -> requireKnown(key, pointer + "/" + key, known));
        for (String key : command.positional()) {
            if (section.path(key).isMissingNode()) {
                throw wrong(pointer, command.word() + ": the key '" + key + "' is missing");
            }
            arguments.addAll(texts(section.path(key), pointer + "/" + key, key));
        }
        options.forEach((key, option) -> arguments.addAll(option(option, key, section, pointer)));
        String name = section.has("name") ? text(section.path("name"), pointer + "/name", "name") : defaultName;
        if (!GATE_NAME.matcher(name).matches()) {
            throw wrong(pointer + "/name", "name: '" + name + "' must have letters, digits, '.', '-' and '_' only");
        }
        if (!names.add(name)) {
            throw wrong(pointer + "/name", "name: two gates have the name '" + name + "'");
        }
        return new Gate(name, command, arguments);
    }

    /** The option as arguments; a contract or provider of the whole file applies where the gate has none. */
    private List<String> option(OptionSpec option, String key, JsonNode section, String pointer) {
        boolean inherited = section.path(key).isMissingNode() && SETTINGS.contains(key) && root.has(key);
        JsonNode value = inherited ? root.path(key) : section.path(key);
        String at = inherited ? "/" + key : pointer + "/" + key;
        if (value.isMissingNode()) {
            return List.of();
        }
        if (option.arity().max() == 0) {
            if (!value.isBoolean()) {
                throw wrong(at, key + ": must be true or false");
            }
            return value.booleanValue() ? List.of("--" + key) : option.negatable() ? List.of("--no-" + key) : List.of();
        }
        List<String> values = texts(value, at, key);
        if (values.size() > 1 && !option.isMultiValue()) {
            throw wrong(at, key + ": must be one value, not a list");
        }
        return values.stream().map(each -> "--" + key + "=" + each).toList();
    }

    private List<String> texts(JsonNode value, String pointer, String key) {
        if (!value.isArray()) {
            return List.of(text(value, pointer, key));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(text(each, pointer, key)));
        return texts;
    }

    private String text(JsonNode value, String pointer, String key) {
        if (!value.isValueNode() || value.isNull()) {
            throw wrong(pointer, key + ": must be a text or a number");
        }
        return VARIABLE.matcher(value.asText())
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(variable(found, pointer, key)));
    }

    private String variable(MatchResult found, String pointer, String key) {
        String value = environment.get(found.group(1));
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (found.group(2) != null) {
            return found.group(3);
        }
        throw wrong(pointer, key + ": the environment variable " + found.group(1) + " is not set");
    }
}
