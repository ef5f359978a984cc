package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResponseShapeTest {
    private static ResponseShape shape(int status, String... traits) {
        return new ResponseShape(status, new TreeSet<>(List.of(traits)));
    }

    @Test
    void aRequestThatIsNoLongerAcceptedIsOneDifference() {
        assertThat(shape(200, "/choices/* object").differenceTo(shape(422, "/detail string")))
                .isEqualTo("was accepted (200), is rejected (422)");
        assertThat(shape(400).differenceTo(shape(500))).isEqualTo("was rejected (400), is failed (500)");
        assertThat(shape(200).differenceTo(shape(0))).isEqualTo("was accepted (200), is without response");
    }

    @Test
    void theBodyOfAnErrorIsADialect() {
        assertThat(shape(400, "/error/message string").differenceTo(shape(400, "/detail string")))
                .isEmpty();
        assertThat(shape(400).differenceTo(shape(422))).isEqualTo("was rejected (400), is rejected (422)");
    }

    @Test
    void propertiesOfASuccessAreCompared() {
        assertThat(shape(200, "/id string").differenceTo(shape(200, "/id number")))
                .isEqualTo("was /id string, is /id number");
    }
}
