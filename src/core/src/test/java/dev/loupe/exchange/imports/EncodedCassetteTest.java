package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies of cassettes that are compressed, or that keep the header of their compression. */
class EncodedCassetteTest extends ImportedFiles {
    private static byte[] deflate(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void vcrpyHasBodiesAsBytesThatAreStillEncoded() {
        for (String encoding : List.of("gzip", "deflate")) {
            byte[] bytes = encoding.equals("gzip") ? gzip(RESPONSE) : deflate(RESPONSE);
            Exchange exchange = only(entries(
                    "a.yaml",
                    vcrpy(
                            body("!!binary " + base64(REQUEST.getBytes(UTF_8))),
                            "content-encoding: [" + encoding + "], content-type: [application/json]",
                            body("{string: !!binary " + base64(bytes) + "}"))));
            assertThat(exchange.request().body().json()).hasToString(REQUEST);
            assertThat(response(exchange)).hasToString(RESPONSE);
        }
    }

    @Test
    void brotliIsDecoded() {
        String brotli =
                "G94AQCwOzNObTsrlA5dEPw3nO0KS2SzbG65PWx5y96TtASUWSNaCVpJ8+DtrVyw6hfb2to29RTxTBY+gOHVXZzV7o1I03MbOD5Ny5Mhf7tECavhs"
                        + "KyIhMLYyHQ+AslLGfChRsS0Y51anJBPAmxHwbxQc9MfqDted3OT40PVs/8cWWyUmZM4E";
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(body(quoted(REQUEST)), "content-encoding: [br]", body("{string: !!binary " + brotli + "}"))));
        assertThat(response(exchange).at("/choices/0/message/content").asText())
                .isEqualTo("The weather in Paris is not available, however this information is about the University of"
                        + " Gr\u00f6\u00dfe and the government.");
        List<ImportedEntry> cut = entries(
                "b.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [br]",
                        body("{string: !!binary " + brotli.substring(0, 100) + "}")));
        assertThat(((ImportedEntry.Damaged) cut.getFirst()).message())
                .contains("content-encoding is br, but the body is not");
    }

    @Test
    void zstandardIsDecoded() {
        String zstandard =
                "KLUv/WDCAAUEAHJIGRGQfWOCAUb5WGEBFYap8vqDHH31Dl5kG69kJb+r7IObttmJzaMWvXBT0sfysbzsfJV/X8zs6X8xgScg15er"
                        + "zZVlLDF+017An4AHGcaPgg/jCdjPVQm4egLwa9LGBj4ABp4AJwEPCABvPpAuqiVEiQcsAWohCKpLVy1aFdQe";
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [zstd]",
                        body("{string: !!binary " + zstandard + "}"))));
        assertThat(response(exchange).at("/choices/0/message/content").asText())
                .startsWith("The weather in Paris is mild. The weather in Rome is mild.")
                .endsWith("and the weather in Cairo is hot. ");
    }

    @Test
    void damagedCompressedBytesAreAnErrorOfTheEntry() {
        byte[] brotli = Base64.getDecoder()
                .decode(
                        "G94AQCwOzNObTsrlA5dEPw3nO0KS2SzbG65PWx5y96TtASUWSNaCVpJ8+DtrVyw6hfb2to29RTxTBY+gOHVXZzV7o1I03MbO");
        byte[] zstandard = Base64.getDecoder()
                .decode(
                        "KLUv/WDCAAUEAHJIGRGQfWOCAUb5WGEBFYap8vqDHH31Dl5kG69kJb+r7IObttmJzaMWvXBT0sfysbzsfJV/X8zs6X8xgScg15er"
                                + "zZVlLDF+017An4AHGcaPgg/jCdjPVQm4egLwa9LGBj4ABp4AJwEPCABvPpAuqiVEiQcsAWohCKpLVy1aFdQe");
        for (byte[] original : List.of(brotli, zstandard)) {
            for (int i = 0; i < original.length; i++) {
                byte[] bytes = original.clone();
                bytes[i] ^= (byte) (i * 37 + 1);
                String encoding = original == brotli ? "br" : "zstd";
                List<ImportedEntry> entries = entries(
                        "a.yaml",
                        vcrpy(
                                body(quoted(REQUEST)),
                                "content-encoding: [" + encoding + "]",
                                body("{string: !!binary " + base64(bytes) + "}")));
                assertThat(entries).hasSize(1);
                if (entries.getFirst() instanceof ImportedEntry.Damaged damaged) {
                    assertThat(damaged.message()).contains("content-encoding is " + encoding + ", but the body is not");
                }
            }
        }
    }

    @Test
    void aDecodedBodyMayKeepTheHeaderOfItsEncoding() {
        assertThat(response(only(entries(
                        "a.yaml",
                        vcrpy(
                                body(quoted(REQUEST)),
                                "content-encoding: [br], content-type: [application/json]",
                                body("{string: " + quoted(RESPONSE) + "}"))))))
                .hasToString(RESPONSE);
    }

    @Test
    void anEncodingThatCannotBeDecodedIsNamed() {
        List<ImportedEntry> entries = entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [compress]",
                        body("{string: !!binary " + base64(new byte[] {(byte) 0x8b, 1, 2}) + "}")));
        assertThat(((ImportedEntry.Damaged) entries.getFirst()).message())
                .contains("interaction 1: content-encoding compress cannot be decoded");
    }
}
