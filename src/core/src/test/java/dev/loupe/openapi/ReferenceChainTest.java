package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Reason;
import dev.loupe.openapi.ReferenceResolver.Target;
import org.junit.jupiter.api.Test;

class ReferenceChainTest {
    private static final int LENGTH = 2_000;

    private final CountedNode root = new CountedNode();
    private final ReferenceResolver references = new ReferenceResolver(root);

    @Test
    void eachReferenceOfAChainIsLookedUpOnce() {
        chain(LENGTH);
        root.putObject("s" + LENGTH).put("type", "string");

        for (int i = 0; i < LENGTH; i++) {
            assertThat(references.resolved(reference(i)).path("type").asText()).isEqualTo("string");
        }

        assertThat(root.lookUps).isEqualTo(LENGTH + 1);
    }

    @Test
    void eachReferenceOfAChainWithoutATargetIsLookedUpOnce() {
        chain(LENGTH);

        for (int i = 0; i < LENGTH; i++) {
            assertThat(why(i)).isEqualTo(new Target.Unresolved("#/s" + LENGTH, Reason.MISSING));
        }

        assertThat(root.lookUps).isEqualTo(LENGTH + 1);
    }

    @Test
    void aReferenceBeforeACycleEndsAtTheFirstOfTheCycle() {
        chain(4);
        root.set("s4", reference(2));

        assertThat(why(0)).isEqualTo(new Target.Unresolved("#/s2", Reason.CYCLE));
        assertThat(why(1)).isEqualTo(new Target.Unresolved("#/s2", Reason.CYCLE));
        assertThat(why(3)).isEqualTo(new Target.Unresolved("#/s3", Reason.CYCLE));
        assertThat(why(4)).isEqualTo(new Target.Unresolved("#/s4", Reason.CYCLE));
    }

    private Target why(int first) {
        return references.follow(reference(first), DocumentPointer.ROOT);
    }

    private void chain(int length) {
        for (int i = 0; i < length; i++) {
            root.set("s" + i, reference(i + 1));
        }
    }

    private static ObjectNode reference(int to) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/s" + to);
    }

    @SuppressWarnings({"serial", "unchecked"})
    private static final class CountedNode extends ObjectNode {
        private int lookUps;

        CountedNode() {
            super(JsonNodeFactory.instance);
        }

        @Override
        public JsonNode get(String name) {
            lookUps++;
            return super.get(name);
        }
    }
}
