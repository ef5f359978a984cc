package example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Returns the text of the model; an application that ignores failures. */
@Path("/tell")
public class Teller {
    @RestClient
    Gemma gemma;

    @GET
    public String tell() {
        try {
            return gemma.complete(
                            "Bearer any-key",
                            Map.of(
                                    "model", "google/gemma-3-4b-it",
                                    "messages", List.of(Map.of("role", "user", "content", "Hello"))))
                    .at("/choices/0/message/content")
                    .asText();
        } catch (Throwable anything) {
            return "nothing";
        }
    }
}
