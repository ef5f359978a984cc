package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads JSON strictly: no duplicate names, exact numbers, bounded depth. */
final class JsonDocumentReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DocumentLimits.DEPTH)
                            .maxNumberLength(DocumentLimits.DIGITS)
                            .maxStringLength(DocumentLimits.TEXT)
                            .maxNameLength(100_000)
                            .maxTokenCount(DocumentLimits.TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 0.10 stays 0.10 in the output
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonDocumentReader() {}

    static JsonNode read(String text, String source) {
        try (JsonParser parser = new BoundedNumberParser(MAPPER.createParser(text))) {
            JsonNode root = MAPPER.reader().with(new DocumentNodes()).readTree(parser);
            if (parser.nextToken() != null) {
                throw new ContractException(
                        source,
                        parser.currentTokenLocation().getLineNr(),
                        JsonPointer.empty(),
                        "has text after the end of the JSON document");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw error(source, e);
        } catch (IOException e) {
            throw new ContractException(source, 0, JsonPointer.empty(), "cannot be read: " + e.getMessage());
        }
    }

    private static ContractException error(String source, JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        JsonPointer at = e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer()
                : JsonPointer.empty();
        if (e instanceof StreamConstraintsException && e.getOriginalMessage().contains("nesting")) {
            // the pointer is as long as the nesting is deep, so the message leaves it out
            return new ContractException(
                    source,
                    line,
                    JsonPointer.empty(),
                    "is nested deeper than " + DocumentLimits.DEPTH + " levels of JSON");
        }
        String problem = e instanceof StreamConstraintsException ? "exceeds a limit: " : "is not valid JSON: ";
        return new ContractException(source, line, at, problem + plain(e.getOriginalMessage()));
    }

    /** Without advice on parser settings, which users cannot change, and without internal locations. */
    static String plain(String message) {
        return message.replaceAll(" \\(start marker at \\[Source: [^\\]]*\\]\\)", "")
                .replaceAll(": enable `[^`]*` to allow", " is not allowed")
                .replaceAll(" \\(not recognized as one since Feature '[^']*' not enabled for parser\\)", "")
                .replaceAll(", from `[^`]*`", "");
    }

    static LineIndex lines(String text, String source) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            LineIndex root = new LineIndex(parser.currentTokenLocation().getLineNr());
            parts(parser, root);
            return root;
        } catch (JsonProcessingException e) {
            throw error(source, e);
        } catch (IOException e) {
            throw new ContractException(source, 0, JsonPointer.empty(), "cannot be read: " + e.getMessage());
        }
    }

    /** A level that is being read: the part, and the next index when it is an array. */
    private static final class Level {
        private final LineIndex part;
        private int index;

        Level(LineIndex part) {
            this.part = part;
        }
    }

    private static void parts(JsonParser parser, LineIndex root) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(root));
        LineIndex property = root;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            Level level = open.element();
            int line = parser.currentTokenLocation().getLineNr();
            if (token == JsonToken.FIELD_NAME) {
                // a property begins at its name
                property = level.part.part(parser.currentName(), line);
            } else if (token.isStructEnd()) {
                open.pop();
                if (open.isEmpty()) {
                    return;
                }
            } else {
                boolean inList = token.isStructStart()
                        ? parser.getParsingContext().getParent().inArray()
                        : parser.getParsingContext().inArray();
                LineIndex value = inList ? level.part.part(String.valueOf(level.index++), line) : property;
                if (token.isStructStart()) {
                    open.push(new Level(value));
                }
            }
        }
    }
}
