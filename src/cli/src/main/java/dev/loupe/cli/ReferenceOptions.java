package dev.loupe.cli;

import dev.loupe.diff.source.AllowedHosts;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.openapi.RemoteDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for references of a spec to other documents. */
class ReferenceOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "References to files in this directory are followed, references to other files are not."
                    + " Default: the directory of each spec; when directories are compared, each of them.")
    @Nullable
    Path root;

    @Option(
            names = "--allow-remote",
            paramLabel = "HOST",
            description = "References to https URLs of this host are followed. Repeatable. Default: none.")
    List<String> hosts = List.of();

    /** The references that are followed. */
    ReferenceScope scope() {
        return scope(null);
    }

    /**
     * The references that are followed.
     *
     * @param trust the trusted certificate authorities; null for those of the running Java
     */
    ReferenceScope scope(@Nullable SSLContext trust) {
        if (root != null && !Files.isDirectory(root)) {
            throw new InvalidInputException("--root: " + root + " is not a directory");
        }
        for (String host : hosts) {
            if (host.isBlank() || host.contains("/") || host.contains("@")) {
                throw new InvalidInputException(
                        "--allow-remote: '" + host + "' is not the name of a host (example: specs.example.com)");
            }
        }
        return new ReferenceScope(root, hosts.isEmpty() ? RemoteDocuments.NONE : new AllowedHosts(hosts, trust));
    }

    /** The options as given, for the command that reproduces a finding. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (root != null) {
            options.addAll(List.of("--root", root.toString()));
        }
        hosts.forEach(host -> options.addAll(List.of("--allow-remote", host)));
        return options;
    }
}
