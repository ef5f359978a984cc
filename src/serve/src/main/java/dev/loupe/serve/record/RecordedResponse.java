package dev.loupe.serve.record;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Ending;
import dev.loupe.exchange.file.PartialRecording;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a response until its recording is complete. */
sealed interface RecordedResponse {
    /** Adds bytes; returns how many of all are no longer in memory. */
    long add(List<TimedBytes> parts) throws IOException;

    /** Adds the last bytes; returns how many of all are no longer in memory. */
    default long end(List<TimedBytes> last) throws IOException {
        return add(last);
    }

    /** All bytes. */
    List<TimedBytes> all() throws IOException;

    default void close() throws IOException {}

    /** A stream whose events can be written one by one. */
    static boolean isEvents(Reply.Head head) {
        return head.headers().isEventStream() && !Compression.isCompressed(head);
    }

    /** A stream: what cannot be a part of a secret is in the partial file at once. */
    final class Events implements RecordedResponse {
        private final Path partial;
        private final Exchange exchange;
        private final Reply.Head head;
        /** Knows the secrets of the request and of the headers by value. */
        private final Redactor redactor;

        private final HeldEvents held;

        /** @param whole with its request */
        Events(Path partial, Exchange whole, Reply.Head head, Redactor redactor) throws IOException {
            this.partial = partial;
            this.head = head;
            Exchange begun = new Exchange(
                    whole.id(),
                    whole.origin(),
                    whole.request(),
                    Reply.Streamed.of(head, List.of(), Ending.CLOSED),
                    null);
            this.redactor = redactor.knowing(begun);
            this.exchange = new Exchange(
                    whole.id(),
                    whole.origin(),
                    new Exchange.Request(whole.request().method(), "", HeaderFields.NOT_RECORDED, new Body.None()),
                    whole.reply(),
                    null);
            held = new HeldEvents(
                    new SecretBeginnings(this.redactor, RemovedSecrets.of(whole, redactor)), this::redacted);
            Exchange redacted = redactor.redact(begun);
            PrivateFiles.write(partial, PartialRecording.stream(redacted, ((Reply.Streamed) redacted.reply()).head()));
        }

        private Exchange streamed(List<TimedBytes> pieces) {
            return new Exchange(
                    exchange.id(),
                    exchange.origin(),
                    exchange.request(),
                    // the redactor reads the pieces
                    new Reply.Streamed(head, List.of(), Ending.CLOSED, pieces),
                    null);
        }

        private List<TimedBytes> redacted(List<TimedBytes> pieces) {
            return ((Reply.Streamed) redactor.redact(streamed(pieces)).reply()).pieces();
        }

        @Override
        public long add(List<TimedBytes> parts) throws IOException {
            write(held.add(parts));
            return length(parts);
        }

        @Override
        public long end(List<TimedBytes> last) throws IOException {
            write(held.rest(last));
            return length(last);
        }

        private static long length(List<TimedBytes> parts) {
            return parts.stream().mapToLong(part -> part.bytes().length).sum();
        }

        private void write(List<TimedBytes> pieces) throws IOException {
            if (!pieces.isEmpty()) {
                PrivateFiles.append(partial, PartialRecording.pieces(exchange, pieces));
            }
        }

        @Override
        public List<TimedBytes> all() throws IOException {
            RawRecord raw = RawRecord.of(partial.toString(), 1, PartialRecording.complete(Files.readAllBytes(partial)));
            return switch (RecordingFormat.read(raw)) {
                case ReadResult.Read(Exchange read) -> ((Reply.Streamed) read.reply()).pieces();
                case ReadResult.Unreadable unreadable -> throw new IOException(unreadable.message());
            };
        }
    }

    /** A body: in memory while it is small and memory is not scarce, then in an encrypted file. */
    final class Whole implements RecordedResponse {
        private static final int IN_MEMORY = 256 << 10;

        private final Path folder;
        private final String name;
        private final MemoryBudget budget;

        private record Part(double at, int length) {}

        private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private final List<Part> parts = new ArrayList<>();
        private @Nullable EncryptedOverflow overflow;

        Whole(Path folder, String name, MemoryBudget budget) {
            this.folder = folder;
            this.name = name;
            this.budget = budget;
        }

        @Override
        public long add(List<TimedBytes> added) throws IOException {
            long freed = 0;
            for (TimedBytes part : added) {
                parts.add(new Part(part.at(), part.bytes().length));
                memory.writeBytes(part.bytes());
                if (overflow == null && memory.size() > (budget.isScarce() ? 0 : IN_MEMORY)) {
                    overflow = new EncryptedOverflow(folder, name);
                }
                if (overflow != null) {
                    overflow.add(memory.toByteArray());
                    freed += memory.size();
                    memory.reset();
                }
            }
            return freed;
        }

        @Override
        public List<TimedBytes> all() throws IOException {
            return List.of(new TimedBytes(0, overflow == null ? memory.toByteArray() : overflow.bytes()));
        }

        /** All bytes as they arrived. */
        List<TimedBytes> pieces() throws IOException {
            byte[] bytes = all().getFirst().bytes();
            List<TimedBytes> pieces = new ArrayList<>();
            int start = 0;
            for (Part part : parts) {
                pieces.add(new TimedBytes(part.at(), Arrays.copyOfRange(bytes, start, start + part.length())));
                start += part.length();
            }
            return pieces;
        }

        @Override
        public void close() throws IOException {
            if (overflow != null) {
                overflow.close();
            }
        }
    }
}
