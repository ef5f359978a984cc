package dev.loupe.cli;

import dev.loupe.connection.CertificateAuthority;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.ProxyRoutes;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for how other machines are reached. */
class ConnectionOptions {
    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file of the certificate authorities to trust, instead of those of Java.")
    @Nullable
    Path authority;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy for every request. Default: that of HTTPS_PROXY or HTTP_PROXY, except for the"
                    + " hosts in NO_PROXY and for this machine.")
    @Nullable
    String proxy;

    private static SSLContext trusting(Path file) {
        try {
            return CertificateAuthority.trusting(file);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("--ca: " + unusable.getMessage(), unusable);
        }
    }

    /** The settings of these options and of the environment; rejects invalid values. */
    ConnectionSettings settings() {
        try {
            return new ConnectionSettings(
                    authority == null ? null : trusting(authority), ProxyRoutes.of(proxy, System.getenv()));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidInputException(unusable.getMessage(), unusable);
        }
    }
}
