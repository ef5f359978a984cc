package dev.loupe.gemma.api;

import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.quarkus.GemmaErrors;
import dev.loupe.gemma.quarkus.GemmaKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The operation of the contract as a MicroProfile REST client, one method for each media type of a response. The key is that of {@code
 * gemma.api-key}; an error response is an exception of {@code dev.loupe.client.error}.
 */
@RegisterRestClient(configKey = "gemma", baseUri = "https://api.aimlapi.com")
@RegisterProvider(GemmaKey.class)
@RegisterProvider(GemmaErrors.class)
@Path("/v1/chat/completions")
@Consumes("application/json")
public interface ChatCompletionsApi {

    /**
     * Requests a complete response.
     *
     * @param request does not have {@code stream: true}
     */
    @POST
    @Produces("application/json")
    ChatCompletion create(@NotNull @Valid ChatRequest request);

    /**
     * Requests a streaming response.
     *
     * @param request has {@code stream: true}
     * @return status, headers, and the events: {@code readEntity(InputStream.class)} does not wait for the end
     */
    @POST
    @Produces("text/event-stream")
    Response stream(@NotNull @Valid ChatRequest request);
}
