package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.Work;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static String of(String document) {
        return Fingerprint.of(
                Document.parse(document.replace('\'', '"'), "x.json").root());
    }

    private static String schema(String schema) {
        return of(
                "{'openapi':'3.0.3','paths':{'/x':{'get':{'responses':{'200':{'description':'','content':{'a/b':{'schema':"
                        + schema + "}}}}}}},'components':{'schemas':{'T':{'type':'object','properties':{'t':{'$ref':"
                        + "'#/components/schemas/T'}}},'U':{'type':'object','properties':{'t':{'type':'object','properties':"
                        + "{'t':{'$ref':'#/components/schemas/U'}}}}}}}}");
    }

    @Property(tries = 60)
    void rewritesThatMeanTheSameKeepIt(@ForAll long seed) {
        for (Contract contract : Contracts.bundled()) {
            JsonNode rewritten = new Rewriter(contract.corrected(), new Random(seed)).rewrite();
            assertThat(rewritten).isNotEqualTo(contract.corrected());
            assertThat(Fingerprint.of(rewritten)).isEqualTo(Fingerprint.of(contract.corrected()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'string','title':'a'}     | {'type':'string','example':1,'x-a':2,'description':'b'} | true",
                "{'minimum':1}                     | {'minimum':1.0}      | true",
                "{'minimum':1}                     | {'minimum':'1'}      | false",
                "{'minimum':0.999}                 | {'minimum':1}        | false",
                "{'enum':['a','b']}                | {'enum':['b','a']}   | true",
                "{'required':['a','b']}            | {'required':['b']}   | false",
                "{'anyOf':[{'type':'string'},{'type':'number'}]} | {'anyOf':[{'type':'number'},{'type':'string'}]} | true",
                "{'default':['a','b']}             | {'default':['b','a']} | false",
                "{'default':{'title':1}}           | {'default':{'title':2}} | false",
                "{'enum':[{'x-a':1}]}              | {'enum':[{'x-a':2}]} | false",
                // names that look like keywords
                "{'properties':{'title':{'type':'string'}}} | {'properties':{'title':{'type':'number'}}} | false",
                "{'properties':{'example':{}}}     | {'properties':{}}    | false",
                "{'properties':{'x-a':{}}}         | {'properties':{}}    | false",
                "{'properties':{'enum':{'type':'string'}}} | {'properties':{'enum':{'type':'string','title':'t'}}} | true",
                "{'nullable':true}                 | {}                   | false",
                "{'$ref':'#/components/schemas/T'} | {'$ref':'#/components/schemas/T','type':'string'} | true",
                "{'$ref':'#/components/schemas/T'} | {'$ref':'#/components/schemas/U'} | true",
                "{'$ref':'#/components/schemas/T'} | {'type':'object','properties':{'t':{'$ref':'#/components/schemas/T'}}} | true",
                "{'$ref':'#/components/schemas/T'} | {'type':'object','properties':{'t':{'type':'object'}}} | false",
                "{'$ref':'#/components/schemas/T'} | {'type':'object','nullable':true,'properties':{'t':{'$ref':'#/components/schemas/T'}}} | false",
            })
    void sameMeaningHasTheSameFingerprintAndOnlyThat(String one, String other, boolean same) {
        assertThat(schema(one).equals(schema(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'openapi':'3.0.0','paths':{}} | {'openapi':'3.0.3','info':{'title':'x'},'paths':{},'tags':[]} | true",
                "{'openapi':'3.0.0','paths':{}} | {'openapi':'3.1.0','paths':{}} | false",
                "{'openapi':'3.0.0','paths':{}} | {'openapi':'3.0.0','paths':{'x-a':{'get':{}}}} | true",
                "{'openapi':'3.0.0','paths':{}} | {'openapi':'3.0.0','paths':{'/a':{'get':{}}}} | false",
                "{'openapi':'3.0.0','servers':[{'url':'a'}]} | {'openapi':'3.0.0','servers':[{'url':'b'}]} | false",
                "{'openapi':'3.0.0','security':[{'a':[]}]} | {'openapi':'3.0.0'} | false",
                "{'openapi':'3.0.0','paths':{'/a':{'get':{'operationId':'a'}}}} | {'openapi':'3.0.0','paths':{'/a':{'get':{'operationId':'b'}}}} | true",
                "{'openapi':'3.0.0','paths':{'/a':{'get':{'responses':{'200':{'headers':{'x-a':{}}}}}}}} | {'openapi':'3.0.0','paths':{'/a':{'get':{'responses':{'200':{'headers':{}}}}}}} | false",
            })
    void documentsAreComparedByWhatAClientSees(String one, String other, boolean same) {
        assertThat(of(one).equals(of(other))).isEqualTo(same);
    }

    @Test
    void differencesNameThePlaces() {
        Contract gemma = Contracts.named("gemma-3").orElseThrow();
        JsonNode changed = gemma.published().deepCopy();
        ((ObjectNode) changed.at("/components/schemas/Gemma3Request/properties/min_p")).put("maximum", 1);
        assertThat(Fingerprint.differences(gemma.published(), changed, 10))
                .containsExactly(new Fingerprint.Difference(
                        JsonPointer.compile("/components/schemas/Gemma3Request/properties/min_p/maximum"),
                        JsonPointer.compile("/components/schemas/Gemma3Request/properties/min_p/maximum"),
                        "number 0.999 / number 1"));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
    void chainsAndFansOfReferencesTakeWorkThatGrowsAsTheyDo() {
        double times = Work.timesForFourTimesTheInput(5_000, length -> {
            String document = chain(length);
            return () -> assertThat(of(document)).isNotEmpty();
        });
        assertThat(times).isLessThan(6);
    }

    private static String chain(int length) {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String next = "{'$ref':'#/components/schemas/S" + (i + 1) + "'}";
            schemas.append("'S" + i + "':{'properties':{'a':" + next + ",'b':" + next + "}},");
        }
        return "{'openapi':'3.0.3','paths':{'/x':{'get':{'responses':{'200':{'content':{'a/b':{'schema':"
                + "{'$ref':'#/components/schemas/S0'}}}}}}}},'components':{'schemas':{" + schemas + "'S" + length
                + "':{}}}}";
    }
}
