package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the meaning of the contracts with what the provider publishes: with the fingerprints in {@code
 * openapi/fingerprints.txt} and, when their folder is given, with the published documents.
 */
public final class FingerprintVerification {
    private static final int SHOWN = 10;

    private final Path folder;
    private final @Nullable Path published;
    private final PrintStream out;

    private FingerprintVerification(Path folder, @Nullable Path published, PrintStream out) {
        this.folder = folder;
        this.published = published;
        this.out = out;
    }

    /**
     * One line of {@code fingerprints.txt}.
     *
     * @param publishedAs the provider's file name
     */
    record Expected(String fingerprint, String publishedAs) {}

    /** {@code FingerprintVerification OPENAPI_DIR [PUBLISHED_DIR]}. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length < 1 || args.length > 2) {
            err.println("usage: FingerprintVerification OPENAPI_DIR [PUBLISHED_DIR]");
            return 2;
        }
        try {
            Path published = args.length == 2 && !args[1].isBlank() ? Path.of(args[1]) : null;
            return new FingerprintVerification(Path.of(args[0]), published, out).check() ? 0 : 1;
        } catch (ContractException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private boolean check() {
        boolean equal = true;
        for (Map.Entry<String, Expected> entry : expected(folder).entrySet()) {
            Contract contract = Contracts.load(folder.resolve(entry.getKey() + ".json"));
            Expected expected = entry.getValue();
            boolean same = contract.fingerprint().equals(expected.fingerprint());
            out.println(entry.getKey() + "  " + contract.fingerprint() + "  "
                    + (same ? "equal" : "NOT equal to the committed " + expected.fingerprint()));
            equal &= same;
            if (published != null) {
                equal &= checkPublished(contract, published.resolve(expected.publishedAs()));
            }
        }
        return equal;
    }

    private boolean checkPublished(Contract contract, Path file) {
        Contract theirs = Contracts.loadAsIs(file);
        boolean same = contract.fingerprint().equals(theirs.fingerprint());
        out.println("  " + (same ? "equal" : "NOT equal") + " to " + file);
        if (!same) {
            for (Fingerprint.Difference difference :
                    Fingerprint.differences(contract.published(), theirs.published(), SHOWN)) {
                out.println("    " + contract.document().source() + ":"
                        + contract.document().lineOf(difference.left()) + " at " + difference.left() + " (published "
                        + difference.right() + "): " + difference.words());
            }
        }
        return same;
    }

    /** The committed fingerprints by contract: {@code name published-file fingerprint} a line, {@code #} comments. */
    static Map<String, Expected> expected(Path folder) {
        Path file = folder.resolve("fingerprints.txt");
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ContractException(file.toString(), 0, JsonPointer.empty(), "cannot be read: " + e.getMessage());
        }
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split("\\s+", -1);
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            if (words.length != 3) {
                throw new ContractException(
                        file.toString(), i + 1, JsonPointer.empty(), "expected: contract published-file fingerprint");
            }
            expected.put(words[0], new Expected(words[2], words[1]));
        }
        return expected;
    }
}
