package dev.loupe.gemma.quarkus;

import dev.loupe.gemma.GemmaClient;
import io.quarkus.arc.Arc;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready if every client that the application injects can be built and its server is reachable, whatever the status of its response. */
@Readiness
public class GemmaHealthCheck implements HealthCheck {
    private static final long LIMIT_SECONDS = 5;

    private final GemmaClients clients;

    @Inject
    GemmaHealthCheck(GemmaClients clients) {
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Gemma clients").up();
        for (String name : injected()) {
            if (clients.hasHealthCheck(name)) {
                String problem = problem(name);
                response.withData(name, problem.isEmpty() ? "UP" : problem);
                if (!problem.isEmpty()) {
                    response.down();
                }
            }
        }
        return response.build();
    }

    private static Set<String> injected() {
        Set<String> names = new TreeSet<>();
        Arc.container()
                .beanManager()
                .getBeans(GemmaClient.class, Any.Literal.INSTANCE)
                .forEach(bean -> {
                    if (bean.getBeanClass().equals(GemmaClient.class)) { // not one that the application produces
                        names.add(name(bean.getQualifiers()));
                    }
                });
        return names;
    }

    private static String name(Set<Annotation> qualifiers) {
        return qualifiers.stream()
                .filter(GemmaClientName.class::isInstance)
                .map(qualifier -> ((GemmaClientName) qualifier).value())
                .findFirst()
                .orElse(GemmaConfig.DEFAULT_NAME);
    }

    /** What prevents calls, or an empty text. */
    private String problem(String name) {
        try {
            GemmaConnection.Lent connection = clients.built(name).connection();
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.HEAD)
                    .setAbsoluteURI(connection.base().toString())
                    .setTimeout(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            connection
                    .http()
                    .request(options)
                    .compose(request -> request.send())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * LIMIT_SECONDS, TimeUnit.SECONDS);
            return "";
        } catch (IllegalStateException unusable) {
            return String.valueOf(unusable.getMessage());
        } catch (ExecutionException | TimeoutException unreachable) {
            return "no connection to the server";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
