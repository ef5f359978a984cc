package example;

import dev.loupe.gemma.behaviour.RawServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the server before the application, which learns its port, and puts it into the test. */
public class RunningServer implements QuarkusTestResourceLifecycleManager {
    private RawServer server;

    @Override
    public Map<String, String> start() {
        server = new RawServer();
        return Map.of(
                "quarkus.rest-client.gemma.url", server.url(),
                "gemma.b.base-url", server.url() + "/other/v1",
                "gemma.\"eu.west\".base-url", server.url());
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(server, new TestInjector.MatchesType(RawServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
