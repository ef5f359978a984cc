package dev.loupe.gemma.quarkus;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.ErrorBody;
import dev.loupe.client.error.ErrorResponse;
import dev.loupe.client.error.RetryAfterHeader;
import dev.loupe.client.transport.ResponseHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Throws the exceptions of {@code dev.loupe.client.error} from the REST client. */
public class GemmaErrors implements ResponseExceptionMapper<ApiException> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ApiException toThrowable(Response response) {
        String body = response.hasEntity() ? response.readEntity(String.class) : "";
        Map<String, List<String>> named = new HashMap<>(response.getStringHeaders());
        ResponseHeaders headers = ResponseHeaders.of(named);
        return ApiException.of(new ErrorResponse(
                response.getStatus(),
                headers,
                body,
                ErrorBody.of(tree(body)),
                RetryAfterHeader.in(headers, Clock.systemUTC()),
                null));
    }

    private static @Nullable JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
