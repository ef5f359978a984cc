package dev.loupe.junit;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Piece;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A RestAssured filter that verifies every exchange that a test makes anyhow:
 *
 * <pre>{@code
 * given().filter(ContractFilter.of("gemma-3")).body(request).post("/v1/chat/completions").then().statusCode(200);
 * }</pre>
 *
 * A broken contract is an {@link AssertionError} at the call, before the test's own assertions. For all calls of a class use
 * {@link VerifyContract}.
 */
public final class ContractFilter implements Filter {
    private final Verification verification;

    private ContractFilter(Verification verification) {
        this.verification = verification;
    }

    /**
     * A filter for this contract.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static ContractFilter of(String contract) {
        return of(Verification.of(contract));
    }

    /** A filter that holds exchanges to what this verification says. */
    public static ContractFilter of(Verification verification) {
        return new ContractFilter(verification);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        return verified(verification, request, context.next(rereadable(request), expected));
    }

    static Response verified(Verification verification, FilterableRequestSpecification request, Response response) {
        byte[] answer = response.asByteArray();
        byte[] asked = bytes(request.getBody());
        if (Captured.tooLarge(answer.length) || Captured.tooLarge(asked.length)) {
            return response;
        }
        Exchange.Request sent =
                Captured.request(request.getMethod(), request.getURI(), fields(request.getHeaders()), asked);
        List<Piece> pieces = answer.length == 0 ? List.of() : List.of(new Piece(-1, answer));
        AssertionError failure = verification.look(
                sent, Captured.reply(response.statusCode(), fields(response.headers()), pieces, sent, null));
        if (failure != null) {
            throw failure;
        }
        return response;
    }

    /** A stream can be read once, and it is to be sent. */
    static FilterableRequestSpecification rereadable(FilterableRequestSpecification request) {
        if (request.getBody() instanceof InputStream stream) {
            try (stream) {
                request.body(stream.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the body of the request cannot be read", unreadable);
            }
        }
        return request;
    }

    private static byte[] bytes(@Nullable Object body) {
        try {
            return switch (body) {
                case null -> new byte[0];
                case byte[] bytes -> bytes;
                case File file -> Files.readAllBytes(file.toPath());
                default -> body.toString().getBytes(StandardCharsets.UTF_8);
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the body of the request cannot be read", unreadable);
        }
    }

    private static Map<String, List<String>> fields(Headers headers) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Header header : headers) {
            fields.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return fields;
    }
}
