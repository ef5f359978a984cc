package dev.loupe.openapi.schema;

import static dev.loupe.openapi.schema.ContractSchemas.Reading.CORRECTED;
import static dev.loupe.openapi.schema.ContractSchemas.Reading.PUBLISHED;
import static dev.loupe.openapi.schema.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractSchemasTest {
    private static final String PATH = "/v1/chat/completions";
    private static final ContractSchemas GEMMA3 =
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow());
    private static final ContractSchemas GEMMA27 =
            ContractSchemas.of(Contracts.named("gemma-3-27b").orElseThrow());
    private static final ContractSchemas GEMMA3N =
            ContractSchemas.of(Contracts.named("gemma-3n").orElseThrow());

    private static List<InstanceViolation> request(
            ContractSchemas schemas, ContractSchemas.Reading reading, String members) {
        String model = schemas.contract().models().iterator().next();
        String body = "{'model':'" + model + "','messages':[{'role':'user','content':'Hi'}]" + members + "}";
        return schemas.request(reading, "POST", PATH, json(body)).orElseThrow();
    }

    private static List<InstanceViolation> chunk(ContractSchemas.Reading reading, JsonNode chunk) {
        return GEMMA3.response(reading, "POST", PATH, 200, "text/event-stream; charset=utf-8", chunk)
                .orElseThrow();
    }

    /** The shapes of chunks that servers of this API send in an ordinary stream. */
    static Stream<JsonNode> realChunks() {
        String head =
                "{'id':'gen-1','object':'chat.completion.chunk','created':1749195015,'model':'google/gemma-3-4b-it',";
        return Stream.of(
                        "'choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'logprobs':null,'finish_reason':null}]}",
                        "'choices':[{'index':0,'delta':{'content':'Hi'},'logprobs':null,'finish_reason':null}],'usage':null}",
                        "'choices':[{'index':0,'delta':{'content':'Hi'}}]}",
                        "'choices':[{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}]}",
                        "'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':3.0,'total_tokens':4}}",
                        "'choices':[{'index':0,'delta':{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'c1','type':'function','function':{'name':'f','arguments':''}}]},'finish_reason':null}]}",
                        "'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},'finish_reason':null}]}",
                        "'choices':[{'index':0,'delta':{'content':'Hi'},'logprobs':{'content':[{'token':'Hi','logprob':-0.1,'bytes':[72,105],'top_logprobs':[]}],'refusal':null},'finish_reason':null}]}",
                        "'provider':'Google','service_tier':null,'system_fingerprint':'fp','choices':[{'index':0,'delta':{'role':'assistant','content':'Hi','reasoning':null},'finish_reason':'stop','native_finish_reason':'STOP','logprobs':null}]}",
                        "'choices':[{'index':0,'delta':null,'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':3,'total_tokens':4,'completion_tokens_details':null,'prompt_tokens_details':{'cached_tokens':0,'audio_tokens':null}}}",
                        "'error':{'code':'server_error','message':'Provider disconnected'},'choices':[{'index':0,'delta':{'content':''},'finish_reason':'error'}]}")
                .map(rest -> json(head + rest));
    }

    @ParameterizedTest
    @MethodSource("realChunks")
    void realChunksObeyTheCorrectedContract(JsonNode chunk) {
        assertThat(chunk(CORRECTED, chunk)).isEmpty();
    }

    @Test
    void mostRealChunksBreakThePublishedContract() {
        assertThat(realChunks().filter(chunk -> chunk(PUBLISHED, chunk).isEmpty()))
                .hasSize(2);
    }

    @Test
    void ordinaryStreamChunkOfThePublishedContractHasNoRole() {
        JsonNode chunk = json("{'id':'a','object':'chat.completion.chunk','created':1,'model':'m','choices':["
                + "{'index':0,'finish_reason':'stop','delta':{'content':'x'}}]}");
        assertThat(chunk(PUBLISHED, chunk)).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.keyword()).isEqualTo("required");
            assertThat(mismatch.at()).isEqualTo(JsonPointer.compile("/choices/0/delta/role"));
            assertThat(mismatch.schemaAt()).isEqualTo(JsonPointer.compile("/components/schemas/ChunkDelta/required"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'temperature':2.0001         | /temperature | at most 2      | 2.0001",
                "'temperature':'0.7'          | /temperature | a number       | \"0.7\"",
                "'top_p':0.0099               | /top_p       | at least 0.01  | 0.0099",
                "'max_tokens':1.5             | /max_tokens  | an integer     | 1.5",
                "'max_tokens':0               | /max_tokens  | at least 1     | 0",
                "'top_k':-3                   | /top_k       | at least 0     | -3",
                "'stop':5                     | /stop        | a string or null or an array | 5",
                "'stop':['a','b','c','d','e'] | /stop        | at most 4 items | [\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "'stop':['a',1]               | /stop/1      | a string       | 1",
                "'stream':null                | /stream      | a boolean      | null",
            })
    void aViolationHasItsLocationAndRule(String members, String at, String expected, String actual) {
        assertThat(request(GEMMA3, CORRECTED, "," + members)).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.at()).isEqualTo(JsonPointer.compile(at));
            assertThat(mismatch.expected()).isEqualTo(expected);
            assertThat(mismatch.actual()).isEqualTo(actual);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stop':null", "'stop':'x'", "'max_tokens':3.0", "'temperature':2", "'unknown':[1]"})
    void whatIsAllowedIsNotAMistake(String members) {
        assertThat(request(GEMMA3, CORRECTED, "," + members)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stop':5", "'max_tokens':1.5", "'top_k':-3", "'stop':['a','b','c','d','e']"})
    void publishedContractLetsTheseThrough(String members) {
        assertThat(request(GEMMA3, PUBLISHED, "," + members)).isEmpty();
    }

    @Test
    void ofAUnionOnlyTheBranchOfTheRoleIsReported() {
        JsonNode body = json("{'model':'google/gemma-3-27b-it','messages':[{'role':'system','content':'x','extra':1},"
                + "{'role':'user','content':[{'type':'image_url','image_url':{}}]}]}");
        assertThat(GEMMA27.request(CORRECTED, "POST", PATH, body).orElseThrow())
                .extracting(mismatch -> mismatch.at() + " " + mismatch.keyword())
                .containsExactlyInAnyOrder(
                        "/messages/0/extra additionalProperties", "/messages/1/content/0/image_url/url required");
    }

    @Test
    void unknownRoleIsOneMistakeThatNamesTheRoles() {
        JsonNode body = json("{'model':'google/gemma-3n-e4b-it','messages':[{'role':'system','content':'x'}]}");
        assertThat(GEMMA3N.request(CORRECTED, "POST", PATH, body).orElseThrow())
                .singleElement()
                .satisfies(mismatch -> {
                    assertThat(mismatch.at()).isEqualTo(JsonPointer.compile("/messages/0/role"));
                    assertThat(mismatch.expected()).isEqualTo("\"user\" or \"assistant\"");
                    assertThat(mismatch.schemaAt())
                            .isEqualTo(JsonPointer.compile("/components/schemas/Gemma3nMessage/oneOf"));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://openrouter.ai/api/v1/chat/completions",
                "https://api.aimlapi.com/v1/chat/completions?x=1",
                "https://api.aimlapi.com/chat/completions",
                "/chat/completions",
                "http://localhost:8080/openai/chat/completions/"
            })
    void hostAndBasePathAreTheServersAffair(String url) {
        assertThat(GEMMA3.request(CORRECTED, "post", url, json("{}")))
                .hasValueSatisfying(found -> assertThat(found).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "https://h/v1/chat/completionsx", "/xchat/completions", "/v1/chat"})
    void otherPathsAreOtherOperations(String url) {
        assertThat(GEMMA3.request(CORRECTED, "POST", url, json("{}"))).isEmpty();
        assertThat(GEMMA3.request(CORRECTED, "GET", PATH, json("{}"))).isEmpty();
    }

    @Test
    void errorResponsesAreDocumentedInTheCorrectedContractOnly() {
        JsonNode error = json("{'message':'x','path':'/v1/chat/completions','requestId':'r','statusCode':'503',"
                + "'timestamp':'2026-01-01T00:00:00Z'}");
        assertThat(GEMMA3.response(CORRECTED, "POST", PATH, 503, "application/json; charset=utf-8", error))
                .hasValue(List.of());
        assertThat(GEMMA3.response(PUBLISHED, "POST", PATH, 503, "application/json", error))
                .isEmpty();
        assertThat(GEMMA3.response(CORRECTED, "POST", PATH, 418, "application/json", error))
                .isEmpty();
        assertThat(GEMMA3.response(CORRECTED, "POST", PATH, 400, "text/html", error))
                .isEmpty();
    }

    @Test
    void unknownPropertiesAreListedByLocation() {
        JsonNode answer = json("{'id':'a','object':'chat.completion','created':1,'model':'m','provider':'x','choices':["
                + "{'index':0,'finish_reason':'stop','native_finish_reason':'STOP','message':{'role':'assistant',"
                + "'content':'x','reasoning':null,'tool_calls':[{'id':'1','type':'custom','custom':{'input':'','name':'n'},'z':1}]}}],"
                + "'usage':{'prompt_tokens':1,'completion_tokens':1,'total_tokens':2,'cost':0}}");
        assertThat(GEMMA3.unknownProperties(PUBLISHED, "POST", PATH, 200, "application/json", answer))
                .extracting(JsonPointer::toString)
                .containsExactlyInAnyOrder(
                        "/provider",
                        "/choices/0/native_finish_reason",
                        "/choices/0/message/reasoning",
                        "/choices/0/message/tool_calls/0/z",
                        "/usage/cost");
    }

    @Test
    void nullableEnumWithoutNullIsReadStrictlyByDefault() {
        JsonNode chunk = json("{'id':'a','object':'chat.completion.chunk','created':1,'model':'m','choices':[],"
                + "'service_tier':null}");
        assertThat(chunk(PUBLISHED, chunk)).singleElement().satisfies(mismatch -> assertThat(mismatch.schemaAt())
                .isEqualTo(JsonPointer.compile("/components/schemas/ServiceTier/enum")));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
    void catastrophicPatternIsBounded() {
        ContractSchemas schemas = schemas("{'type':'string','pattern':'^(a+)+$'}");
        assertThatThrownBy(() -> schemas.request(PUBLISHED, "POST", "/x", json("'" + "a".repeat(5_000) + "!'")))
                .isInstanceOf(BoundedPattern.Undecided.class);
        assertThat(schemas.request(PUBLISHED, "POST", "/x", json("'b'")).orElseThrow())
                .hasSize(1);
    }

    /** Java prepares the search for a literal that repeats itself in the square of its length: hours for these. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
    void aLongPatternIsCompiledInLinearTime() {
        for (int i = 0; i < 500; i++) {
            String literal = "a".repeat(90_000 + i);
            assertThat(BoundedPattern.of(literal).matches("b" + literal)).isTrue();
        }
    }

    @Test
    void schemaThatContainsItselfIsReadAndDeepValuesAreBounded() {
        ContractSchemas schemas = schemas("{'$ref':'#/components/schemas/T'}");
        assertThat(schemas.request(PUBLISHED, "POST", "/x", json("{'t':{'t':{'t':5}}}"))
                        .orElseThrow())
                .extracting(InstanceViolation::at)
                .containsExactly(JsonPointer.compile("/t/t/t"));
        String deep = "{'t':".repeat(900) + "{}" + "}".repeat(900);
        assertThat(schemas.request(PUBLISHED, "POST", "/x", json(deep))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#/components/schemas/A'},'A':{'allOf':[{'$ref':'#/components/schemas/X'}]}",
                "{'anyOf':[{'type':'string'},{'not':{'$ref':'#/components/schemas/X'}}]}"
            })
    void schemaThatOnlyRefersToItselfIsRejected(String schema) {
        String document = "{'openapi':'3.0.3','paths':{},'components':{'schemas':{'X':" + schema + "}}}";
        assertThatThrownBy(() -> ContractSchemas.of(Contracts.load(document.replace('\'', '"'), "test.json")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("refers to itself");
    }

    private static ContractSchemas schemas(String schema) {
        String document = "{'openapi':'3.0.3','paths':{'/x':{'post':{'requestBody':{'content':{'application/json':"
                + "{'schema':" + schema + "}}},'responses':{}}}},'components':{'schemas':{'T':{'type':'object',"
                + "'properties':{'t':{'$ref':'#/components/schemas/T'}}}}}}";
        return ContractSchemas.of(Contracts.load(document.replace('\'', '"'), "test.json"));
    }
}
