package dev.loupe.serve.record;

import dev.loupe.exchange.Reply.Failure;
import java.nio.file.Path;
import java.util.List;

/** Receives events of a recorder. Methods are called on the threads that write. */
public interface RecordingObserver {
    /** Ignores everything. */
    RecordingObserver NONE = new RecordingObserver() {};

    /**
     * An exchange is recorded.
     *
     * @param kept false when the file is not written, because one of this shape is kept already
     * @param recording the redacted record
     * @return the ids of the checks that it violates, for the client
     */
    default List<String> recorded(Path file, boolean kept, byte[] recording) {
        return List.of();
    }

    /** Whether the client receives the violated checks in a trailer of the response. */
    default boolean addsFindings() {
        return false;
    }

    /** The recorder is stopped, and so many recordings are not complete yet. */
    default void completing(long count) {}

    /** The upstream did not respond, and the client received a response that names the failure. */
    default void unanswered(String host, Failure failure) {}

    /** An exchange is not recorded, or not to its end; called when a reason occurs first. */
    default void lost(String reason) {}
}
