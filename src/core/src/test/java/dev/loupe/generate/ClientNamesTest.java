package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contracts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java names of a client for the names of a spec. */
class ClientNamesTest {
    private static final String PACKAGE = "com.acme.chat";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            textBlock =
                    """
            ä,        ä
            Ä_b,      äb
            日本,       日本
            top_p,    topP
            URLPath,  urlPath
            class,    classValue
            3d,       n3d
            ٣,        n٣
            $,        dollar
            +-,       plusHyphenMinus
            😀,       grinningFace
            ~~,       value
            _,        value
            """)
    void aPropertyKeepsItsLettersAndSymbolsHaveTheirNames(String name, String member) {
        assertThat(JavaName.member(name)).isEqualTo(member);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            textBlock =
                    """
            ÄÖ,      ÄÖ
            gpt-4o,  GPT_4O
            4x,      V4X
            $,       DOLLAR
            ",       QUOTATION
            %,       PERCENT
            😀,      GRINNING_FACE
            ~~,      EMPTY
            _,       EMPTY
            """)
    void aConstantKeepsItsLettersAndSymbolsHaveTheirNames(String value, String constant) {
        assertThat(JavaName.constant(value)).isEqualTo(constant);
    }

    @Test
    void lettersOutsideOfAsciiCompileInEveryEncoding() throws Exception {
        Generated client = client(
                """
                "ä": {"type": "string"}, "日本": {"type": "string"}, "a": {"type": "string"},
                "size": {"type": "string", "enum": ["ÄÖ", "$", ""]}""",
                "{}");
        assertThat(client.files().values()).allMatch(text -> text.chars().allMatch(c -> c < 0x7F));
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            Object request = compiled.read("ChatRequest", "{\"ä\":\"x\",\"日本\":\"y\"}");
            assertThat(request.getClass().getMethod("ä").invoke(request)).hasToString("Optional[x]");
            assertThat(request.getClass().getMethod("日本").invoke(request)).hasToString("Optional[y]");
            assertThat(compiled.model("Size").getField("ÄÖ").get(null)).hasToString("ÄÖ");
            assertThat(compiled.model("Size").getField("DOLLAR").get(null)).hasToString("$");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            , "mapping": {"cat": "#/components/schemas/Cat", "DOG-1": "Dog"} | {"type": "string"} | cat | DOG-1
            | {"type": "string"} | Cat | Dog
            , "mapping": {"cat": "Cat", "dog": "Dog"} | {"type": "string", "enum": ["cat", "dog"]} | cat | dog
            """)
    void variantsWithTheSamePropertiesAreSelectedByTheDiscriminator(String mapping, String kind, String cat, String dog)
            throws Exception {
        String variant = "{\"type\":\"object\",\"properties\":{\"kind\":" + kind + ",\"own\":{\"type\":\"string\"}}}";
        Generated client = client(
                "\"pet\": {\"oneOf\": [{\"$ref\": \"#/components/schemas/Cat\"}, {\"$ref\": \"#/components/schemas/Dog\"}],"
                        + " \"discriminator\": {\"propertyName\": \"kind\"" + (mapping == null ? "" : mapping) + "}}",
                "{\"Cat\":" + variant + ",\"Dog\":" + variant + "}");
        assertThat(client.files()).containsKeys("com/acme/chat/model/Cat.java", "com/acme/chat/model/Dog.java");
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            assertThat(pet(compiled, cat)).isEqualTo("Cat");
            assertThat(pet(compiled, dog)).isEqualTo("Dog");
            assertThat(pet(compiled, "bird")).isNotIn("Cat", "Dog");
        }
    }

    private static String pet(CompiledClient compiled, String kind) throws ReflectiveOperationException {
        Object request = compiled.read("ChatRequest", "{\"pet\":{\"kind\":\"" + kind + "\",\"own\":\"x\"}}");
        Object pet = request.getClass().getMethod("pet").invoke(request);
        return ((java.util.Optional<?>) pet).orElseThrow().getClass().getSimpleName();
    }

    /** A client for a request with these properties. */
    private static Generated client(String properties, String components) {
        return ClientGenerator.generate(
                Contracts.loadAsIs(
                        """
                        {"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
                         "paths": {"/v1/chat/completions": {"post": {"responses": {}, "requestBody": {"content":
                           {"application/json": {"schema": {"type": "object", "properties":
                             {"messages": {}, PROPERTIES}}}}}}}},
                         "components": {"schemas": COMPONENTS}}"""
                                .replace("PROPERTIES", properties)
                                .replace("COMPONENTS", components),
                        "openapi.json"),
                new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY));
    }
}
