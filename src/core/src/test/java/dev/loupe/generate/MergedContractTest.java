package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedContractTest {
    private final JsonNode merged = MergedContract.merge(Contracts.bundled());

    @Test
    void oneOperationAcceptsTheRequestsOfAllModels() {
        assertThat(merged.get("paths").properties()).hasSize(1);
        assertThat(merged.at("/components/schemas/ChatRequest/oneOf").findValuesAsText("$ref"))
                .containsExactly(
                        "#/components/schemas/Gemma3Request",
                        "#/components/schemas/Gemma327bRequest",
                        "#/components/schemas/Gemma3nRequest");
    }

    @Test
    void sharedTypesExistOnceAndReferencesToThemAreNullable() {
        JsonNode schemas = merged.at("/components/schemas");
        assertThat(schemas.has("NullableUsage")).isFalse();
        assertThat(schemas.has("ChunkFinishReason")).isFalse();
        assertThat(schemas.at("/FinishReason/enum"))
                .extracting(JsonNode::asText)
                .contains("stop", "error");
        JsonNode usage = schemas.at("/ChatCompletionChunk/properties/usage");
        assertThat(usage.get("nullable").asBoolean()).isTrue();
        assertThat(usage.at("/allOf/0/$ref").asText()).isEqualTo("#/components/schemas/Usage");
        assertThat(schemas.at("/ChatCompletion/properties/usage/$ref").asText())
                .isEqualTo("#/components/schemas/Usage");
    }

    @Test
    void mergedDocumentIsWholeAndHasNoUnusedTypes() {
        assertThat(new ReferenceResolver(merged).broken()).isEmpty();
        assertThat(merged.at("/components/schemas").has("ErrorBody")).isFalse();
        assertThat(merged.at("/components/schemas").has("ChunkLogprobs")).isFalse();
    }

    @Test
    void componentsOfOneNameMustBeEqual() {
        Contract first = Contracts.bundled().getFirst();
        ObjectNode other = first.corrected().deepCopy();
        ((ObjectNode) other.at("/components/schemas/TextPart")).put("description", "Something else.");
        List<Contract> contracts = new ArrayList<>(List.of(first));
        contracts.add(new Contract("other", first.document(), other, List.of()));
        assertThatThrownBy(() -> MergedContract.merge(contracts))
                .isInstanceOfSatisfying(ContractException.class, error -> assertThat(error.pointer())
                        .hasToString("/components/schemas/TextPart"));
    }
}
