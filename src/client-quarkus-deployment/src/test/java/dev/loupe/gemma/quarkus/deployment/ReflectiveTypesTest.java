package dev.loupe.gemma.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.client.model.ApiObject;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.FinishReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/** The build step registers what the configuration for native images lists, which a client in the sources of an application has not. */
class ReflectiveTypesTest {
    private static final String CONFIGURATION = "META-INF/native-image/dev.loupe/gemma-client/reflect-config.json";

    @Test
    void everyTypeOfTheConfigurationIsFoundInTheIndex() throws Exception {
        List<String> listed = new ArrayList<>();
        try (InputStream file = GemmaClient.class.getClassLoader().getResourceAsStream(CONFIGURATION)) {
            for (JsonNode entry : new ObjectMapper().readTree(file)) {
                listed.add(entry.get("name").asText());
            }
        }
        listed.removeIf(name -> !name.startsWith("dev.loupe.gemma.model."));
        assertThat(listed).contains(FinishReason.class.getName()).hasSizeGreaterThan(50);
        assertThat(GemmaClientProcessor.types(index(listed).complete())).containsAll(listed);
    }

    private static Indexer index(List<String> types) throws ClassNotFoundException, IOException {
        Indexer indexer = new Indexer();
        indexer.indexClass(ApiObject.class);
        indexer.indexClass(Class.forName("dev.loupe.client.model.JacksonDeserializer"));
        indexer.indexClass(Class.forName("dev.loupe.client.model.ApiValue"));
        for (String type : types) {
            Class<?> loaded = Class.forName(type);
            indexer.indexClass(loaded);
            for (Class<?> above : loaded.getInterfaces()) {
                indexer.indexClass(above);
            }
        }
        return indexer;
    }
}
