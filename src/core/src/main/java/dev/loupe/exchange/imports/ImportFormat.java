package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A format of another tool. Each class reads one; {@link ImportFormats} lists them. */
sealed interface ImportFormat {
    /** The name for {@code --from}. */
    String name();

    /** A format whose files are read as a whole. */
    non-sealed interface OfFile extends ImportFormat {
        /** Whether the content is of this format. */
        boolean matches(ImportFile file);

        void read(ImportFile file, EntrySink sink) throws IOException, ImportException;
    }

    /** A log, of which each record is read by itself. */
    non-sealed interface OfRecord extends ImportFormat {
        /** Whether the record is of this format. */
        boolean matches(JsonNode log);

        void read(JsonNode log, EntrySink sink) throws ImportException;
    }
}
