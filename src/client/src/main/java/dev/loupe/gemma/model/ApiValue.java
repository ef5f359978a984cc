package dev.loupe.gemma.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;

/** Anything of the contract that has a JSON form: an object, or one branch of a union. */
@JsonSerialize(using = JacksonSerializer.class)
public interface ApiValue {

    /**
     * Writes this value.
     *
     * @param generator where to; the caller closes it
     * @throws IOException when it cannot be written to
     */
    void write(JsonGenerator generator) throws IOException;

    /**
     * Adds what the contract forbids about this value.
     *
     * @param problems collects, and knows where in the request this value is
     */
    void check(ViolationCollector problems);
}
