package example;

import dev.loupe.junit.ConformanceSuite;
import dev.loupe.junit.ConformsTo;
import dev.loupe.junit.LoupeProvider;
import dev.loupe.junit.Target;
import dev.loupe.probe.Thoroughness;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite over an endpoint whose streams do not end; fails on purpose. */
@ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE)
class MyBrokenEndpointTest extends ConformanceSuite {
    @RegisterExtension
    static LoupeProvider endpoint = LoupeProvider.withFault("stream.no-finish");

    @Override
    protected Target target() {
        return endpoint.target();
    }
}
