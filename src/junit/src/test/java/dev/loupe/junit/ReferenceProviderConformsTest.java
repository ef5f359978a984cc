package dev.loupe.junit;

import dev.loupe.probe.Thoroughness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference provider under its own suite, for every model that it serves. */
class ReferenceProviderConformsTest {
    @RegisterExtension
    static final LoupeProvider PROVIDER = LoupeProvider.conformant();

    abstract static class Suite extends ConformanceSuite {
        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Nested
    @DisplayName("google/gemma-3-4b-it")
    @ConformsTo("gemma-3")
    class Gemma3Of4b extends Suite {}

    @Nested
    @DisplayName("google/gemma-3-12b-it")
    @ConformsTo(value = "gemma-3", model = "google/gemma-3-12b-it", level = Thoroughness.SMOKE)
    class Gemma3Of12b extends Suite {}

    @Nested
    @DisplayName("google/gemma-3-27b-it")
    @ConformsTo("gemma-3-27b")
    class Gemma3Of27b extends Suite {}

    @Nested
    @DisplayName("google/gemma-3n-e4b-it")
    @ConformsTo("gemma-3n")
    class Gemma3n extends Suite {}
}
