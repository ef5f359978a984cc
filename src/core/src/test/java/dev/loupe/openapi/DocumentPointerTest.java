package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import org.junit.jupiter.api.Test;

class DocumentPointerTest {
    @Test
    void pointersWithTheSameTokensAreEqual() {
        DocumentPointer one = DocumentPointer.ROOT.then("a/b").then(0);
        DocumentPointer same = DocumentPointer.of(JsonPointer.compile("/a~1b/0"));
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one.toJsonPointer()).hasToString("/a~1b/0");
    }

    @Test
    void pointersThatDifferInOneTokenOrInLengthAreNotEqual() {
        DocumentPointer pointer = DocumentPointer.ROOT.then("a").then("b");
        assertThat(pointer)
                .isNotEqualTo(DocumentPointer.ROOT.then("c").then("b"))
                .isNotEqualTo(DocumentPointer.ROOT.then("a").then("c"))
                .isNotEqualTo(DocumentPointer.ROOT.then("b"))
                .isNotEqualTo(DocumentPointer.ROOT.then("a").then("b").then(""));
        assertThat(DocumentPointer.ROOT).isNotEqualTo(DocumentPointer.ROOT.then(""));
    }
}
