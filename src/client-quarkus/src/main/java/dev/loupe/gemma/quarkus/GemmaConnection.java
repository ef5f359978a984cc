package dev.loupe.gemma.quarkus;

import io.vertx.core.http.HttpClient;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jboss.resteasy.reactive.client.impl.ClientImpl;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * A REST client that sends nothing: it provides the connection that Quarkus has configured for {@code quarkus.rest-client.gemma.*}.
 *
 * <p>Calls do not go through it, because its event stream reader treats a truncated stream as complete, and its {@code InputStream} of a
 * body drops received bytes when the connection is lost.
 */
@RegisterRestClient(configKey = "gemma", baseUri = GemmaConnection.SERVER)
@RegisterProvider(GemmaConnection.Borrowing.class)
public interface GemmaConnection {
    /** The default server. */
    String SERVER = "https://api.aimlapi.com";

    @POST
    Response borrow(Loan loan);

    /** The connection. */
    default Lent lend() {
        Loan loan = new Loan();
        borrow(loan).close();
        return loan.lent.join();
    }

    /** Receives the connection when the call passes the filter. */
    final class Loan {
        private final CompletableFuture<Lent> lent = new CompletableFuture<>();
    }

    /**
     * The connection of the REST client.
     *
     * @param headers that the configuration adds to every request
     */
    record Lent(HttpClient http, URI base, Map<String, String> headers) {}

    /** Stops the call before it is sent. */
    final class Borrowing implements ResteasyReactiveClientRequestFilter {
        @Override
        public void filter(ResteasyReactiveClientRequestContext call) {
            if (call.getEntity() instanceof Loan loan && call.getClient() instanceof ClientImpl client) {
                loan.lent.complete(new Lent(client.getVertxHttpClient(), call.getUri(), staticHeaders(call)));
            }
            call.abortWith(Response.noContent().build());
        }

        private static Map<String, String> staticHeaders(ResteasyReactiveClientRequestContext call) {
            Object headers = call.getConfiguration().getProperty(QuarkusRestClientProperties.STATIC_HEADERS);
            Map<String, String> copy = new HashMap<>();
            if (headers instanceof Map<?, ?> named) {
                named.forEach((name, value) -> copy.put(name.toString(), value.toString()));
            }
            return copy;
        }
    }
}
