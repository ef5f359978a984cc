package example;

import dev.loupe.junit.ConformanceSuite;
import dev.loupe.junit.ConformsTo;
import dev.loupe.junit.LoupeProvider;
import dev.loupe.junit.Target;
import dev.loupe.probe.Thoroughness;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite over an endpoint that is right. */
@ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE)
class MyEndpointTest extends ConformanceSuite {
    @RegisterExtension
    static LoupeProvider endpoint = LoupeProvider.conformant();

    @Override
    protected Target target() {
        return Target.at(endpoint.url()).provider("aimlapi").bearer("any-key");
    }
}
