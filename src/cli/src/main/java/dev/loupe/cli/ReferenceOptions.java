package dev.loupe.cli;

import dev.loupe.diff.source.AllowedHosts;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.openapi.RemoteDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        return scope(new ConnectionOptions());
    }

    /**
     * The references that are followed.
     *
     * @param connections how hosts are reached
     */
    ReferenceScope scope(ConnectionOptions connections) {
        if (root != null && !Files.isDirectory(root)) {
            throw new InvalidInputException("--root: " + root + " is not a directory");
        }
        for (String host : hosts) {
            if (host.isBlank() || host.contains("/") || host.contains("@")) {
                throw new InvalidInputException(
                        "--allow-remote: '" + host + "' is not the name of a host (example: specs.example.com)");
            }
        }
        return new ReferenceScope(
                root, hosts.isEmpty() ? RemoteDocuments.NONE : new AllowedHosts(hosts, connections.settings()));
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
