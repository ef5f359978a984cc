package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A native image finds by reflection what Jackson and Bean Validation look for. */
class NativeImageTest {

    @Test
    void everyNamedClassIsThereAndEveryComponentIsNamed() throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream file =
                getClass().getResourceAsStream("/META-INF/native-image/dev.loupe/gemma-client/reflect-config.json")) {
            for (JsonNode entry : ContractDocument.MAPPER.readTree(file)) {
                names.add(entry.get("name").asText());
            }
        }

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(Class.forName(name))
                .isNotNull());
        for (String component : ContractDocument.components()) {
            if (!component.equals("ChatRequest")) { // has no form of its own
                assertThat(names)
                        .anyMatch(name -> name.matches("dev\\.loupe\\.gemma\\.model\\." + component + "(\\$Reader)?"));
            }
        }
    }
}
