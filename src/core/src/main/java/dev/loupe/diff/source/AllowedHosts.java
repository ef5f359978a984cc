package dev.loupe.diff.source;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.connection.DocumentDownload.DownloadException;
import dev.loupe.connection.DocumentDownload.Limits;
import dev.loupe.openapi.RemoteDocuments;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Downloads the documents that references lead to, from named hosts only. Redirects are not followed: they may lead to a host
 * that is not named.
 */
public final class AllowedHosts implements RemoteDocuments {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_OF_ALL = Duration.ofSeconds(60);
    private static final int HTTPS_PORT = 443;

    private final Set<String> hosts;
    private final DocumentDownload download;
    /** Several documents of one command may refer to the same one. */
    private final Map<URI, byte[]> fetched = new HashMap<>();

    private long cached;
    private Duration spent = Duration.ZERO;

    /**
     * Hosts.
     *
     * @param hosts names, with a port that is not 443 after a colon
     * @param connections how hosts are reached
     */
    public AllowedHosts(Collection<String> hosts, ConnectionSettings connections) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.download = new DocumentDownload(connections, new Limits(LARGEST, LONGEST, 0), at -> Optional.empty());
    }

    @Override
    public synchronized byte[] fetch(URI address) throws NotAvailableException {
        String host = host(address);
        if (!hosts.contains(host)) {
            throw new NotAvailableException(
                    "URLs of " + host + " are not fetched; allow the host with --allow-remote " + host);
        }
        byte[] known = fetched.get(address);
        if (known != null) {
            return known;
        }
        if (spent.compareTo(LONGEST_OF_ALL) >= 0) {
            throw new NotAvailableException("the downloads took more than " + LONGEST_OF_ALL.toSeconds() + " seconds");
        }
        long start = System.nanoTime();
        try {
            byte[] document = download.fetch(DocumentLoader.https(address.toString()));
            cached += document.length;
            if (cached <= LARGEST) {
                fetched.put(address, document);
            }
            return document;
        } catch (SourceException | DownloadException failure) {
            throw new NotAvailableException(String.valueOf(failure.getMessage()));
        } finally {
            spent = spent.plusNanos(System.nanoTime() - start);
        }
    }

    private static String host(URI address) {
        String name = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return address.getPort() < 0 || address.getPort() == HTTPS_PORT ? name : name + ":" + address.getPort();
    }
}
