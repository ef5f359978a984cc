package dev.loupe.diff.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificates created for a test.
 *
 * @param ofServer for 127.0.0.1, signed by the authority
 * @param authority the file of the certificate of the authority
 * @param other the file of the certificate of another authority
 */
record TestCertificates(SSLContext ofServer, Path authority, Path other) {
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();

    static TestCertificates create(Path folder) throws Exception {
        keytool(folder, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=test authority", "-ext", "bc:c");
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "server",
                "-signer",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test server",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(folder, "-genkeypair", "-alias", "other", "-keyalg", "EC", "-dname", "CN=other", "-ext", "bc:c");
        KeyStore keys = KeyStore.getInstance(folder.resolve("keys").toFile(), PASSWORD);
        Path authority = writePem(folder, keys, "ca");
        Path other = writePem(folder, keys, "other");
        keys.deleteEntry("ca");
        keys.deleteEntry("other");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new TestCertificates(context, authority, other);
    }

    private static Path writePem(Path folder, KeyStore keys, String alias) throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate(alias).getEncoded());
        return Files.writeString(
                folder.resolve(alias + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private static void keytool(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("keys").toString(), "-storepass", new String(PASSWORD)));
        Path output = folder.resolve("keytool.txt");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(code).as(() -> read(output)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
