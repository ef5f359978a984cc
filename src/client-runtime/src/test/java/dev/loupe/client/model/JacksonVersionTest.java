package dev.loupe.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.Version;
import org.junit.jupiter.api.Test;

class JacksonVersionTest {
    @Test
    void anOldVersionIsRejectedWithASentence() {
        assertThat(JacksonVersion.complaint(version(2, 13)))
                .contains("2.13.5")
                .contains("needs 2.15 or newer")
                .contains("dependency management");
        assertThat(JacksonVersion.complaint(version(2, 15))).isNull();
        assertThat(JacksonVersion.complaint(version(3, 0))).isNull();
    }

    @Test
    void theVersionOfTheBuildIsAccepted() {
        JacksonVersion.check();
    }

    private static Version version(int major, int minor) {
        return new Version(major, minor, 5, null, null, null);
    }
}
