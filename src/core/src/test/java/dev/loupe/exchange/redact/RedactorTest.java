package dev.loupe.exchange.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.exchange.sse.TimedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("changes the default locale")
class RedactorTest {
    /** Of the right shape and of no use: written in two halves so that no scanner of repositories takes it for real. */
    private static final String KEY = "sk-" + "proj-abcDEF0123456789abcDEF0123456789";

    private static final Redactor REDACTOR = Redactor.of("AIMLAPI_KEY");

    private static Exchange read(String record) {
        return ((ReadResult.Read) RecordingFormat.read(RawRecord.of("f", 1, record.getBytes(UTF_8)))).exchange();
    }

    private static Exchange exchange(String request, String rest) {
        return read("{\"format\":\"loupe-exchange/1\",\"id\":\"a\",\"request\":" + request.replace('\'', '"') + ","
                + rest.replace('\'', '"') + "}");
    }

    private static String redacted(String request, String rest) {
        return new String(RecordingFormat.line(exchange(request, rest), REDACTOR), UTF_8).replace('"', '\'');
    }

    private static Exchange.Request request(String request) {
        return REDACTOR.redact(exchange(request, "'response':{}")).request();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Authorization       | Bearer 0123456789abcdef | Bearer ${AIMLAPI_KEY}
            AUTHORIZATION       | bearer  abc             | bearer  ${AIMLAPI_KEY}
            authorization       | 0123456789abcdef        | ${AIMLAPI_KEY}
            authorization       | Bearer ${OTHER_KEY}     | Bearer ${OTHER_KEY}
            Proxy-Authorization | Basic dTpw              | Basic ${AIMLAPI_KEY}
            X-API-Key           | 0123                    | ${AIMLAPI_KEY}
            Cookie              | a=1; b=2                | ${COOKIE}
            Helicone-Auth       | Bearer 0123456789abcdef | Bearer ${HELICONE_AUTH}
            Ocp-Apim-Subscription-Key | 0123456789    | ${OCP_APIM_SUBSCRIPTION_KEY}
            X-Trace             | via Bearer 0123456789abcdef | via Bearer ${AIMLAPI_KEY}
            WWW-Authenticate    | Bearer realm=a          | Bearer realm=a
            X-Client-Secret     | x                       | ${X_CLIENT_SECRET}
            Ocp-Apim-Subscription-Key | x                 | ${OCP_APIM_SUBSCRIPTION_KEY}
            X-Api-Token         | x                       | ${X_API_TOKEN}
            X-Subscription-Token | x                      | ${X_SUBSCRIPTION_TOKEN}
            Helicone-Auth       | Bearer x                | Bearer ${HELICONE_AUTH}
            Cf-Aig-Authorization | Bearer x               | Bearer ${AIMLAPI_KEY}
            X-Whatever          | bearer x                | bearer ${X_WHATEVER}
            X-Whatever          | Basic dTpw              | Basic ${X_WHATEVER}
            X-Whatever          | basic plan, monthly     | basic plan, monthly
            WWW-Authenticate    | Bearer realm            | Bearer realm
            X-Request-Id        | 0123456789abcdef0123456789abcdef | 0123456789abcdef0123456789abcdef
            """)
    void headersAreRedactedByName(String name, String value, String expected) {
        HeaderFields headers =
                request("{'headers':{'" + name + "':'" + value + "'}}").headers();
        assertThat(headers.first(name)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://x/y?api_key=1&n=2, https://x/y?api_key=${AIMLAPI_KEY}&n=2",
        "https://x/y?KEY=1#f, https://x/y?KEY=${AIMLAPI_KEY}#${FRAGMENT}",
        "https://x/y?access_token=1, https://x/y?access_token=${ACCESS_TOKEN}",
        "https://user:pass@x/y, https://${USER_INFO}@x/y",
        "https://x/y?key=${K}, https://x/y?key=${K}",
        "https://x/y?monkey=1&model=a/b, https://x/y?monkey=1&model=a/b"
    })
    void urlsAreRedactedByParameter(String url, String expected) {
        assertThat(request("{'url':'" + url + "'}").url()).isEqualTo(expected);
    }

    @Test
    void propertiesAreRedactedByNameAtAnyDepthAndAlsoWithinText() {
        assertThat(redacted(
                                "{'body':{'a':[{'API-Key':'v','password':'w','password_hint':'stays','max_tokens':5}]}}",
                                "'response':{'text':'{\\'clientSecret\\' : \\'x\\', \\'token\\':\\'stays\\''},'extra':{'secret_key':'v'}")
                        .replace("\\'", "'"))
                .contains("{'API-Key':'${API_KEY}','password':'${PASSWORD}','password_hint':'stays','max_tokens':5}")
                .contains("{'clientSecret' : '${CLIENTSECRET}', 'token':'stays'")
                .contains("'extra':{'secret_key':'${SECRET_KEY}'}");
    }

    @Test
    void argumentsOfToolsAreRedactedWithinTheirString() {
        assertThat(redacted("{}", "'response':{'body':{'arguments':'{\\'password\\': \\'hunter\\'}'}}"))
                .contains("${PASSWORD}")
                .doesNotContain("hunter");
    }

    @Test
    void pointersAreRedactedInBodies() {
        Redactor redactor = REDACTOR.withPointers(List.of(
                JsonPointer.compile("/user"),
                JsonPointer.compile("/list/1"),
                JsonPointer.compile("/not/there"),
                JsonPointer.empty()));
        Body body = redactor.redact(exchange("{'body':{'user':{'name':'x'},'list':[1,2]}}", "'response':{}"))
                .request()
                .body();
        assertThat(body.json()).hasToString("{\"user\":\"${USER}\",\"list\":[1,\"${ELEMENT_1}\"]}");
    }

    @Test
    void aKnownKeyIsFoundAtEveryLocation() {
        Redactor redactor = REDACTOR.withKey("0123456789abcdef");
        String line = new String(
                RecordingFormat.line(
                        exchange(
                                "{'url':'https://x/0123456789abcdef/y'}",
                                "'response':{'status':401,'headers':{'x-echo':'0123456789abcdef'},"
                                        + "'body':{'message':['key 0123456789abcdef is bad']}}"),
                        redactor),
                UTF_8);
        assertThat(line).doesNotContain("0123456789abcdef").contains("key ${AIMLAPI_KEY} is bad");
        assertThatThrownBy(() -> REDACTOR.withKey("short")).hasMessageContaining("8 characters");
    }

    @Test
    void aKeyInAStreamIsFoundAtEverySplit() {
        byte[] all = ("data: {\"error\":\"bad " + KEY + "\"}\n\ndata: {\"password\":\"pw\"}\n\n").getBytes(UTF_8);
        for (int first = 0; first <= all.length; first += 3) {
            for (int second = first; second <= all.length; second += 2) {
                List<TimedBytes> pieces = new ArrayList<>();
                pieces.add(new TimedBytes(1, java.util.Arrays.copyOfRange(all, 0, first)));
                pieces.add(new TimedBytes(2, java.util.Arrays.copyOfRange(all, first, second)));
                pieces.add(new TimedBytes(3, java.util.Arrays.copyOfRange(all, second, all.length)));
                var stream =
                        Reply.Streamed.of(new Reply.Head(200, HeaderFields.NOT_RECORDED), pieces, Reply.Ending.CLOSED);
                var before = exchange("{}", "'response':{}");
                var redacted = (Reply.Streamed)
                        REDACTOR.redact(new Exchange(before.id(), before.origin(), before.request(), stream, null))
                                .reply();
                var bytes = new StringBuilder();
                redacted.pieces().forEach(piece -> bytes.append(new String(piece.bytes(), UTF_8)));
                assertThat(bytes)
                        .hasToString(
                                "data: {\"error\":\"bad ${AIMLAPI_KEY}\"}\n\ndata: {\"password\":\"${PASSWORD}\"}\n\n");
                assertThat(redacted.events()).extracting(SseEvent::data).noneMatch(data -> data.contains(KEY));
                assertThat(redacted.pieces()).hasSize(3);
            }
        }
    }

    @Test
    void aHarmlessValueWithASecretNameStays() {
        assertUnchanged(
                "{'headers':{'X-Ratelimit-Key':'grok-4-fast-non-reasoning','access-control-allow-credentials':'true',"
                        + "'idempotency-key':'9b0c3e1a-1111-4222-8333-444455556666'},"
                        + "'body':{'model':'grok-4-fast-non-reasoning','prompt_cache_key':'recipes-2024-v2','max_tokens':5,"
                        + "'sort_key':'created','key':'C minor','token_type':'wordpiece'}}",
                "'response':{'body':{'usage':{'prompt_tokens':1},'logprobs':{'content':[{'token':' internationalization'}]},"
                        + "'thinking':[{'thinking':'a','signature':'EvQBCkgIDhABGAIqQOm4dwGs40iZTfCIIj0iSZj53vtVCGix'}]}}");
        assertUnchanged(
                "{'body':{'messages':['Bearer of good news: a password is chosen; see https://medium.com/@me/a-0a1b2c3d']}}",
                "'response':{'body':{'content':'csrf_token = get_token(request); npm_config_registry, SK Telecom'}}");
    }

    private static void assertUnchanged(String request, String rest) {
        Exchange exchange = exchange(request, rest);
        assertThat(REDACTOR.redact(exchange)).isEqualTo(exchange);
    }

    @Test
    void aValueThatIsAWordIsNotRedactedEverywhere() {
        assertThat(redacted(
                        "{'headers':{'authorization':'Bearer anything'},'body':{'password':'required','a':'anything required'}}",
                        "'response':{}"))
                .contains("'a':'anything required'");
    }

    @Test
    void theReplacementOfASplitSecretIsInItsFirstPart() {
        String chunk = "data: {\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"}}]}\n\n";
        String raw = chunk.formatted(0, "a " + KEY.substring(0, 9))
                + chunk.formatted(1, "x" + KEY.substring(0, 5))
                + chunk.formatted(0, KEY.substring(9))
                + chunk.formatted(1, "y");
        var stream = Reply.Streamed.of(
                new Reply.Head(200, HeaderFields.NOT_RECORDED),
                List.of(new TimedBytes(1, raw.getBytes(UTF_8))),
                Reply.Ending.CLOSED);
        Exchange before = exchange("{}", "'response':{}");
        var redacted = (Reply.Streamed)
                REDACTOR.redact(new Exchange(before.id(), before.origin(), before.request(), stream, null))
                        .reply();
        assertThat(redacted.events())
                .extracting(event -> event.json().at("/choices/0/delta/content").asText())
                .containsExactly("a ${AIMLAPI_KEY}", "x" + KEY.substring(0, 5), "", "y");
    }

    @Test
    void aFailureIsRedactedToo() {
        assertThat(redacted("{}", "'response':null,'failure':{'kind':'other','message':'sent " + KEY + "'}"))
                .contains("sent ${AIMLAPI_KEY}");
    }

    @Test
    void aFailureHasNoSecretOfTheUrl() {
        assertThat(redacted(
                        "{}",
                        "'response':null,'failure':{'kind':'dns','message':'GET https://me:pw@a.b/c?key=short&n=1: no such"
                                + " host'}"))
                .contains("https://${USER_INFO}@a.b/c?key=${KEY}&n=1: no such host");
    }

    @Test
    void idsAreRedactedAsWell() {
        Exchange exchange =
                read("{\"format\":\"loupe-exchange/1\",\"id\":\"mine/" + KEY + "\",\"request\":{},\"response\":{}}");
        assertThat(REDACTOR.redact(exchange).id()).hasToString("mine/${AIMLAPI_KEY}");
    }

    @Test
    void anExchangeWithoutSecretsIsNotCopied() {
        Exchange exchange = exchange(
                "{'headers':{'content-type':'application/json'},'body':{'model':'a','messages':[{'content':'key'}]}}",
                "'response':{'body':{'choices':[{'message':{'content':'token'}}]}}");
        Exchange redacted = REDACTOR.redact(exchange);
        assertThat(redacted).isEqualTo(exchange);
        assertThat(redacted.request().body().json())
                .isSameAs(exchange.request().body().json());
    }

    @Test
    void namesAreKnownUnderTurkishRulesOfCase() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            headersAreRedactedByName("AUTHORIZATION", "Bearer x", "Bearer ${AIMLAPI_KEY}");
            headersAreRedactedByName("X-API-KEY", "x", "${AIMLAPI_KEY}");
            assertThat(redacted("{'body':{'CLIENT_SECRET':'v','API_KEY':'v'}}", "'response':{}"))
                    .contains("'CLIENT_SECRET':'${CLIENT_SECRET}','API_KEY':'${API_KEY}'");
            assertThat(redacted("{'body':{'client_id_secret_key':'v','idToken':'v'}}", "'response':{}"))
                    .contains("'idToken':'${IDTOKEN}'");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aReplayRestoresRedactedValuesOnly() {
        Exchange filled = Redactor.fill(
                exchange(
                        "{'url':'https://x?key=${K}','headers':{'Authorization':'Bearer ${K}','x-note':'${K}'},"
                                + "'body':{'api_key':'${K}','messages':['${K}','${HOME}']}}",
                        "'response':{'body':'${K}'}"),
                Map.of("K", "v"));
        assertThat(filled.request().url()).isEqualTo("https://x?key=v");
        assertThat(filled.request().headers().first("authorization")).hasValue("Bearer v");
        assertThat(filled.request().headers().first("x-note")).hasValue("${K}");
        assertThat(filled.request().body().json())
                .hasToString("{\"api_key\":\"v\",\"messages\":[\"${K}\",\"${HOME}\"]}");
        assertThat(((Reply.Answered) filled.reply()).body().json().asText()).isEqualTo("${K}");
    }
}
