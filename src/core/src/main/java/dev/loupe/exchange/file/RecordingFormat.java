package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apiguardian.api.API;

/**
 * The recording format {@code loupe-exchange/1}, read and written; its schema is {@code
 * docs/formats/loupe-exchange-1.schema.json}. Pure and safe to use from any thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RecordingFormat {
    public static final String NAME = "loupe-exchange/1";

    private RecordingFormat() {}

    /** Reads a record; never throws, whatever the bytes. */
    public static ReadResult read(RawRecord raw) {
        if (raw.error() != null) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), raw.error());
        }
        byte[] bytes = raw.bytes();
        if (bytes.length > InputLimits.RECORD_BYTES) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), tooLarge());
        }
        int invalid = Utf8.firstInvalid(bytes, 0, bytes.length);
        if (invalid >= 0) {
            return new ReadResult.Unreadable(
                    raw.file(),
                    raw.line() + lineFeeds(bytes, invalid),
                    "not UTF-8 at byte %,d of the record; bytes that are not text are written as \"base64\""
                            .formatted(invalid));
        }
        try (JsonParser json = StrictJson.RECORDS.createParser(bytes)) {
            return new ReadResult.Read(new RecordParser(raw, json).parse());
        } catch (RecordException e) {
            return new ReadResult.Unreadable(raw.file(), raw.line() + e.line() - 1, e.what());
        } catch (InputLimits.Exceeded e) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), e.bound() + "; exclude this record");
        } catch (StreamConstraintsException e) {
            return unreadable(raw, e.getLocation(), StrictJson.bound(e) + "; exclude this record");
        } catch (StrictJson.DuplicateKeyException e) {
            return unreadable(
                    raw, e.getLocation(), e.getOriginalMessage() + "; keep one, or record the body as \"text\"");
        } catch (JsonProcessingException e) {
            return unreadable(raw, e.getLocation(), notJson(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    static String tooLarge() {
        return "larger than %s, the limit of one record; exclude it or record it without its long contents"
                .formatted(InputLimits.mebibytes(InputLimits.RECORD_BYTES));
    }

    private static String notJson(JsonProcessingException e) {
        String what = e.getOriginalMessage();
        // the parser adds an internal description of the start
        int marker = what.indexOf(" (start marker at");
        what = marker < 0 ? what : what.substring(0, marker);
        int firstLine = what.indexOf('\n');
        return "not JSON at column %d: %s; correct or remove this record"
                .formatted(
                        e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                        firstLine < 0 ? what : what.substring(0, firstLine));
    }

    private static ReadResult unreadable(RawRecord raw, JsonLocation where, String message) {
        int line = where == null ? 1 : Math.max(1, where.getLineNr());
        return new ReadResult.Unreadable(raw.file(), raw.line() + line - 1, message);
    }

    private static int lineFeeds(byte[] bytes, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    /** The record on one line with a line feed, for {@code .ndjson}; secrets are removed first. */
    public static byte[] line(Exchange exchange, Redactor redactor) {
        return RecordWriter.write(redactor.redact(exchange), false);
    }

    /** The record formatted for a pull request, for {@code .json}; secrets are removed first. */
    public static byte[] pretty(Exchange exchange, Redactor redactor) {
        return RecordWriter.write(redactor.redact(exchange), true);
    }
}
