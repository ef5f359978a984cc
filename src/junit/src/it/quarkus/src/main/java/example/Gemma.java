package example;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "gemma")
@Path("/v1/chat/completions")
public interface Gemma {
    @POST
    JsonNode complete(@HeaderParam("authorization") String authorization, Map<String, Object> request);
}
