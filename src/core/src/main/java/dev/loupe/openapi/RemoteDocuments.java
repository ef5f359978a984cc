package dev.loupe.openapi;

import java.net.URI;
import org.apiguardian.api.API;

/** The documents on other servers that references may lead to. */
@API(status = API.Status.EXPERIMENTAL)
public interface RemoteDocuments {
    /** No document on another server is read. */
    RemoteDocuments NONE = address -> {
        throw new NotAvailableException("URLs are not fetched; allow the host of the URL with --allow-remote HOST");
    };

    /** The bytes of a document, whose size is bounded. */
    byte[] fetch(URI address) throws NotAvailableException;

    /** Why a document is not read. */
    final class NotAvailableException extends Exception {
        private static final long serialVersionUID = 1;

        public NotAvailableException(String message) {
            super(message);
        }
    }
}
