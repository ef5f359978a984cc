package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;

/** A value of the contract with a JSON form: an object, or one branch of a union. */
@JsonSerialize(using = JacksonSerializer.class)
public interface ApiValue {

    /**
     * Writes this value.
     *
     * @param generator the target; the caller closes it
     * @throws IOException when writing fails
     */
    void write(JsonGenerator generator) throws IOException;

    /**
     * Adds the violations of this value.
     *
     * @param violations collects them with their paths
     */
    void check(ViolationCollector violations);
}
