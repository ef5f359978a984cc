package dev.loupe.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCodecTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, -0.0", "3.0, 3", "1766960802.0, 1766960802", "0.5, 0.5", "12345678.5, 12345678.5"})
    void aNumberIsWrittenAsItIsRead(double value, String json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            JsonCodec.write(generator, value);
        }
        assertThat(text).hasToString(json);
    }
}
