package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.text.CollidingValues;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A JSON or YAML document: its value, and the line of each part. */
public final class Document {
    private final String source;
    private final JsonNode root;
    private final @Nullable String text;
    private final boolean isFile;
    private final Map<String, String> notFollowed;
    private final Map<String, Part> origins;
    private volatile @Nullable LineIndex lines;
    private volatile int @Nullable [] lineStarts;

    private Document(
            String source,
            JsonNode root,
            @Nullable String text,
            boolean isFile,
            Map<String, String> notFollowed,
            Map<String, Part> origins) {
        this.notFollowed = notFollowed;
        this.origins = origins;
        this.source = source;
        this.root = root;
        this.text = text;
        this.isFile = isFile;
    }

    /** A document that was not read from text, such as one made in a test; it has no lines. */
    public static Document of(String source, JsonNode root) {
        return new Document(source, root, null, true, Map.of(), Map.of());
    }

    /**
     * Reads JSON or YAML, by the extension of the name, else by the first character.
     *
     * @param source the name that messages use
     */
    public static Document parse(String text, String source) {
        if (text.length() > DocumentLimits.TEXT) {
            throw new ContractException(
                    source,
                    0,
                    JsonPointer.empty(),
                    "has " + text.length() + " characters; at most " + DocumentLimits.TEXT + " are read");
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.isBlank()) {
            throw new ContractException(source, 0, JsonPointer.empty(), "is empty; expected YAML or JSON");
        }
        JsonNode root =
                isJson(source, content) ? JsonDocumentReader.read(content, source) : YamlReader.read(content, source);
        JsonPointer colliding = CollidingValues.find(root);
        if (colliding != null) {
            throw new ContractException(
                    source,
                    0,
                    colliding,
                    "has more than " + CollidingValues.MOST
                            + " values with the same hash code; they cannot be compared in bounded time");
        }
        SelfReferences.makeInternal(root);
        EmbeddedResources.makeInternal(root);
        return new Document(source, root, content, true, Map.of(), Map.of());
    }

    /** Reads a file. */
    public static Document read(Path file) {
        return parse(textOf(file), file.toString());
    }

    private static String textOf(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ContractException(file.toString(), 0, JsonPointer.empty(), "is a folder; give a file");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return textOfStream(file);
            }
            if (Files.size(file) > 4L * DocumentLimits.TEXT) {
                throw new ContractException(
                        file.toString(),
                        0,
                        JsonPointer.empty(),
                        "is larger than " + DocumentLimits.TEXT + " characters");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ContractException(file.toString(), 0, JsonPointer.empty(), "file does not exist");
        } catch (CharacterCodingException e) {
            throw new ContractException(file.toString(), 0, JsonPointer.empty(), "is not UTF-8 text");
        } catch (IOException e) {
            throw new ContractException(file.toString(), 0, JsonPointer.empty(), "cannot be read: " + e.getMessage());
        }
    }

    /** A pipe or a device has no size, so the length is limited while it is read. */
    private static String textOfStream(Path file) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            byte[] bytes = in.readNBytes(DocumentLimits.TEXT + 1);
            if (bytes.length > DocumentLimits.TEXT) {
                throw new ContractException(
                        file.toString(), 0, JsonPointer.empty(), "is larger than " + DocumentLimits.TEXT + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static boolean isJson(String source, String text) {
        String name = source.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return false;
        }
        if (name.endsWith(".json")) {
            return true;
        }
        char first = text.stripLeading().charAt(0);
        return first == '{' || first == '[';
    }

    /** The same document, read from an address, a git revision or standard input: its source is not the path of a file. */
    public Document fromElsewhere() {
        return new Document(source, root, text, false, notFollowed, origins);
    }

    /**
     * The document with what it refers to in other files.
     *
     * @param problems why references to other files are not followed, by reference
     * @param copied where copied components come from, by their location in the bundle
     */
    Document bundled(JsonNode bundle, Map<String, String> problems, Map<String, Part> copied) {
        return new Document(source, bundle, text, isFile, Map.copyOf(problems), Map.copyOf(copied));
    }

    /** The same document under another name. */
    Document named(String name) {
        return new Document(name, root, text, isFile, notFollowed, origins);
    }

    /** A part of a document that was read from a file. */
    public record Part(Document document, JsonPointer pointer) {
        /** The line of the part; 0 when no line is known. */
        public int line() {
            return document.lineOf(pointer);
        }
    }

    /** The file that contains this part, and its location there: a bundle contains parts of other files. */
    public Part origin(JsonPointer pointer) {
        JsonPointer copy = pointer;
        for (int depth = 0; depth < 3 && !copy.matches(); depth++) {
            copy = copy.tail();
        }
        String location = pointer.toString();
        String inside = copy.toString();
        Part origin = origins.get(location.substring(0, location.length() - inside.length()));
        return origin == null
                ? new Part(this, pointer)
                : new Part(origin.document(), origin.pointer().append(copy));
    }

    /** Why a reference to another file is not followed; empty when it was not tried. */
    String whyNotFollowed(String reference) {
        return notFollowed.getOrDefault(reference, "");
    }

    /** True when the source is the path of a file. */
    public boolean isFile() {
        return isFile;
    }

    public String source() {
        return source;
    }

    public JsonNode root() {
        return root;
    }

    /** The line, from 1, on which this part or the nearest part around it begins; 0 when no line is known. */
    public int lineOf(JsonPointer pointer) {
        LineIndex known = lines();
        return known == null ? 0 : known.lineOf(pointer);
    }

    /** How many lines the text has; 0 when there is no text. */
    public int lineCount() {
        return lineStarts().length;
    }

    /** A line of the text, from 1, without its end. */
    public String line(int number) {
        int[] starts = lineStarts();
        String content = text == null ? "" : text;
        return content.substring(starts[number - 1], number == starts.length ? content.length() : starts[number])
                .stripTrailing();
    }

    private int[] lineStarts() {
        int[] known = lineStarts;
        if (known == null) {
            known = text == null ? new int[0] : lineStarts(text);
            lineStarts = known;
        }
        return known;
    }

    private static int[] lineStarts(String text) {
        IntStream.Builder starts = IntStream.builder().add(0);
        for (int i = 0; i < text.length(); i++) {
            boolean half = text.startsWith("\r\n", i);
            if (!half && (text.charAt(i) == '\n' || text.charAt(i) == '\r')) {
                starts.add(i + 1);
            }
        }
        return starts.build().toArray();
    }

    /** Computed on demand: most documents are read without a question for a line. */
    private @Nullable LineIndex lines() {
        LineIndex known = lines;
        if (known == null && text != null) {
            known = isJson(source, text) ? JsonDocumentReader.lines(text, source) : YamlReader.lines(text, source);
            lines = known;
        }
        return known;
    }

    /** An error at a location in this document. */
    ContractException error(JsonPointer pointer, String problem) {
        return new ContractException(source, lineOf(pointer), pointer, problem);
    }
}
