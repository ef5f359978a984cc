import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Brings the classes of a jar that were compiled for Java 5 (picocli's) to the format of Java 8: the virtual machine takes no
 * older ones into its cache, and verifies them slowly at every start. Run by {@code assemble}, with the Java 24 or newer that
 * makes the cache.
 */
final class NewerClasses {
    /** The first version whose classes say how they are verified; older ones are never in a cache. */
    private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private final JarFile jar;
    private final ClassFile classes;

    private NewerClasses(JarFile jar) {
        this.jar = jar;
        classes = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(type -> {
                            String descriptor = type.descriptorString();
                            return find(descriptor.substring(1, descriptor.length() - 1) + ".class");
                        })
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        Path newer = Path.of(args[0] + ".newer");
        try (JarFile jar = new JarFile(path.toFile());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(newer))) {
            new NewerClasses(jar).write(out);
        }
        Files.move(newer, path, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Null when it is in no entry: then it is a class of Java's own. */
    private InputStream find(String name) {
        try {
            JarEntry entry = jar.getJarEntry(name);
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(OutputStream to) throws IOException {
        Set<String> written = new HashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(to)) {
            for (JarEntry entry : (List<JarEntry>) jar.stream().toList()) {
                // of two entries of one name Java reads the one that it is asked for by name
                if (!written.add(entry.getName())) {
                    continue;
                }
                byte[] bytes;
                try (InputStream in = jar.getInputStream(jar.getJarEntry(entry.getName()))) {
                    bytes = in.readAllBytes();
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(isOld(entry.getName(), bytes) ? newer(bytes) : bytes);
            }
        }
    }

    private static boolean isOld(String name, byte[] bytes) {
        return name.endsWith(".class") && ((bytes[6] & 0xFF) << 8 | (bytes[7] & 0xFF)) < WITH_STACK_MAPS;
    }

    private byte[] newer(byte[] bytes) {
        return classes.transformClass(classes.parse(bytes), NewerClasses::newer);
    }

    private static void newer(ClassBuilder built, ClassElement element) {
        switch (element) {
            case ClassFileVersion old -> built.withVersion(ClassFile.JAVA_8_VERSION, 0);
            // code that is passed on as it is would keep doing without
            case MethodModel method ->
                built.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> built.with(element);
        }
    }
}
