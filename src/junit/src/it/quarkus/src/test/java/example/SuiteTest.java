package example;

import dev.loupe.junit.ConformanceSuite;
import dev.loupe.junit.ConformsTo;
import dev.loupe.junit.LoupeProvider;
import dev.loupe.junit.Target;
import dev.loupe.probe.Thoroughness;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite beside Quarkus, with its versions of everything. */
@ConformsTo(value = "gemma-3", level = Thoroughness.SMOKE)
class SuiteTest extends ConformanceSuite {
    @RegisterExtension
    static LoupeProvider endpoint = LoupeProvider.conformant();

    @Override
    protected Target target() {
        return endpoint.target();
    }
}
