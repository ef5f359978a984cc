import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the jar of a Quarkus build so that equal sources give equal bytes. Quarkus runs its build steps in parallel: the
 * order of the entries differs from build to build, and so do the numbers in the names under which the generated start-up
 * classes pass objects to each other ("proxykey17"). Entries are sorted here, and the names are numbered in the order of the
 * classes.
 */
final class Repack {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String GENERATED = "io/quarkus/runner/recorded/";
    private static final Pattern KEY = Pattern.compile("proxykey\\d+");

    private final Map<String, String> keys = new HashMap<>();

    private Repack() {}

    static void write(Path from, long seconds, Path to) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (JarFile jar = new JarFile(from.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().<ZipEntry>map(each -> each)::iterator) {
                entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
        }
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        ordered.put(MANIFEST, entries.get(MANIFEST));
        ordered.putAll(entries);
        Repack repack = new Repack();
        try (ZipOutputStream out =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to), 1 << 16))) {
            out.setLevel(9);
            for (Map.Entry<String, byte[]> each : ordered.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(seconds * 1000);
                out.putNextEntry(entry);
                out.write(repack.content(each.getKey(), each.getValue()));
            }
        }
    }

    private byte[] content(String name, byte[] bytes) throws IOException {
        return name.startsWith(GENERATED) && name.endsWith(".class") ? renumbered(bytes) : bytes;
    }

    /** Only strings of the constant pool change; nothing in a class file refers to them by position in the file. */
    private byte[] renumbered(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length);
        DataOutputStream out = new DataOutputStream(result);
        out.writeLong(in.readLong());
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> out.writeUTF(renumbered(in.readUTF()));
                case 3, 4, 9, 10, 11, 12, 17, 18 -> out.write(in.readNBytes(4));
                case 5, 6 -> {
                    out.write(in.readNBytes(8));
                    i++; // a long or double counts twice
                }
                case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
                case 15 -> out.write(in.readNBytes(3));
                default -> throw new IOException("unknown constant " + tag + " in a class of the jar");
            }
        }
        in.transferTo(out);
        return result.toByteArray();
    }

    private String renumbered(String constant) {
        return KEY.matcher(constant).matches()
                ? keys.computeIfAbsent(constant, key -> "proxykey" + (keys.size() + 1))
                : constant;
    }
}
