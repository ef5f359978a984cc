package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.SemanticGraph.Node;
import dev.loupe.openapi.SemanticGraph.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * SHA-256 over what a document means to a client: {@code $ref}s resolved, documentation removed, properties sorted, sets
 * without order. Two documents with one fingerprint mean the same.
 *
 * <p>A value that does not contain itself is hashed from the leaves up. Other values are hashed in rounds, each one level
 * deeper, until a round distinguishes no more values (partition refinement); so a recursive schema has the same
 * fingerprint however often it is unrolled.
 */
public final class Fingerprint {
    /** Rounds for recursive schemas; typical ones need fewer than 30. */
    private static final int ROUNDS = 2_000;

    /** Hashes of recursive schemas in all rounds, some seconds of work. Published specs need fewer than a tenth. */
    private static final long MOST_HASHES = 3_000_000;

    private final List<Node> nodes;
    private final String[] hashes;
    private final boolean[] settled;
    private final MessageDigest sha256 = sha256();

    Fingerprint(JsonNode document) {
        nodes = SemanticGraph.of(document);
        hashes = new String[nodes.size()];
        settled = new boolean[nodes.size()];
        Arrays.fill(hashes, "");
        hashUpwards();
        hashCycles();
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String of(JsonNode document) {
        return "sha256:" + new Fingerprint(document).hashes[0];
    }

    List<Node> nodes() {
        return nodes;
    }

    String hash(int node) {
        return hashes[node];
    }

    private void hashUpwards() {
        int[] open = new int[nodes.size()];
        List<List<Integer>> parents = new ArrayList<>();
        nodes.forEach(node -> parents.add(new ArrayList<>(1)));
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            open[i] = nodes.get(i).children().size();
            for (int child : nodes.get(i).children()) {
                parents.get(child).add(i);
            }
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            int node = ready.remove();
            hashes[node] = hash(nodes.get(node), hashes);
            settled[node] = true;
            for (int parent : parents.get(node)) {
                if (--open[parent] == 0) {
                    ready.add(parent);
                }
            }
        }
    }

    private void hashCycles() {
        int[] cyclic =
                IntStream.range(0, settled.length).filter(i -> !settled[i]).toArray();
        if (cyclic.length == 0) {
            return;
        }
        int distinguished = 1;
        for (int round = 0; ; round++) {
            if (round == ROUNDS || (long) round * cyclic.length > MOST_HASHES) {
                throw new ContractException(
                        "document",
                        0,
                        nodes.get(cyclic[0]).pointer(),
                        "contains itself through more steps than a fingerprint covers: " + ROUNDS + " rounds, "
                                + MOST_HASHES + " hashes");
            }
            String[] next = hashes.clone();
            Set<String> distinct = new HashSet<>();
            for (int i : cyclic) {
                next[i] = hash(nodes.get(i), hashes);
                distinct.add(next[i]);
            }
            if (distinct.size() == distinguished) {
                nameByWholeSystem(cyclic, next);
                return;
            }
            distinguished = distinct.size();
            System.arraycopy(next, 0, hashes, 0, next.length);
        }
    }

    /**
     * A hash of a few rounds covers only as many levels. All hashes together, each with its hash of the next round, define
     * the whole system.
     */
    private void nameByWholeSystem(int[] cyclic, String[] next) {
        Set<String> equations = new TreeSet<>();
        for (int i : cyclic) {
            equations.add(hashes[i] + "=" + next[i]);
        }
        String system = digest(String.join("\n", equations));
        for (int i : cyclic) {
            hashes[i] = digest(system + next[i]);
        }
    }

    private String hash(Node node, String[] known) {
        StringBuilder text = new StringBuilder(node.shape().name()).append('\n').append(node.label());
        if (node.shape() == Shape.SET) {
            Set<String> sorted = new TreeSet<>();
            for (int child : node.children()) {
                sorted.add(known[child]);
            }
            sorted.forEach(child -> text.append('\n').append(child));
        } else {
            for (int i = 0; i < node.children().size(); i++) {
                text.append('\n').append(known[node.children().get(i)]);
                if (node.shape() == Shape.OBJECT) {
                    // the length of the name comes first: a name may contain any character, also line ends
                    String name = node.names().get(i);
                    text.append(' ').append(name.length()).append(' ').append(name);
                }
            }
        }
        return digest(text.toString());
    }

    private String digest(String text) {
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first differences in meaning; empty when there is none. */
    public static List<Difference> differences(JsonNode left, JsonNode right, int limit) {
        return new FingerprintDifferences(new Fingerprint(left), new Fingerprint(right), limit).find();
    }

    /**
     * One location at which two documents differ in meaning.
     *
     * @param left the location in the first document; for a missing property the location of the object
     * @param right the location in the second document
     */
    public record Difference(JsonPointer left, JsonPointer right, String words) {}
}
