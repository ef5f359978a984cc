package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedClientContractTest {
    private final JsonNode merged = MergedClientContract.merge(Contracts.bundled());

    @Test
    void oneOperationTakesTheRequestsOfAllModels() {
        assertThat(merged.get("paths").properties()).hasSize(1);
        assertThat(merged.at("/components/schemas/ChatRequest/oneOf").findValuesAsText("$ref"))
                .containsExactly(
                        "#/components/schemas/Gemma3Request",
                        "#/components/schemas/Gemma327bRequest",
                        "#/components/schemas/Gemma3nRequest");
    }

    @Test
    void sharedTypesExistOnceAndReferencesSayNullable() {
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
        assertThatThrownBy(() -> MergedClientContract.merge(contracts))
                .isInstanceOfSatisfying(ContractException.class, fault -> assertThat(fault.pointer())
                        .hasToString("/components/schemas/TextPart"));
    }

    @Test
    void aNewVariantHasTheValueOfItsEnum() {
        Contract first = Contracts.bundled().getFirst();
        ObjectNode corrected = first.corrected().deepCopy();
        ObjectNode schemas = (ObjectNode) corrected.at("/components/schemas");
        ObjectNode moderator = schemas.get("UserMessage").deepCopy();
        ((ObjectNode) moderator.at("/properties/role")).putArray("enum").add("moderator");
        schemas.set("ModeratorMessage", moderator);
        ObjectNode union = (ObjectNode) schemas.get("Gemma3Message");
        union.withArrayProperty(union.has("oneOf") ? "oneOf" : "anyOf")
                .addObject()
                .put("$ref", "#/components/schemas/ModeratorMessage");
        JsonNode mapping = MergedClientContract.merge(List.of(contract(first, corrected)))
                .at("/components/schemas/Gemma3Message/discriminator/mapping");
        assertThat(mapping.path("moderator").asText()).isEqualTo("#/components/schemas/ModeratorMessage");
        assertThat(mapping.size()).isEqualTo(3);
    }

    @Test
    void aVariantWithoutAValueIsRejected() {
        Contract first = Contracts.bundled().getFirst();
        ObjectNode corrected = first.corrected().deepCopy();
        ((ObjectNode) corrected.at("/components/schemas/AssistantMessage/properties/role")).remove("enum");
        ((ObjectNode) corrected.at("/components/schemas/Gemma3Message/discriminator/mapping")).remove("assistant");
        assertThatThrownBy(() -> MergedClientContract.merge(List.of(contract(first, corrected))))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("has 2 variants, but values of role for 1 of them");
    }

    private static Contract contract(Contract like, ObjectNode corrected) {
        return new Contract(like.name(), like.document(), corrected, List.of());
    }
}
