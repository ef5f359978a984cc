package dev.loupe.junit;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Verifies the traffic of a Jakarta REST client, of Quarkus or another implementation, in the application's own tests. The
 * application does not change: {@code quarkus.rest-client.gemma.providers=dev.loupe.junit.ContractClientFilter} in the test
 * configuration is enough, and {@link dev.loupe.junit.quarkus.LoupeProviderResource} sets it. A violation is an {@link
 * AssertionError} at the call. The application may catch it, so a test ends with
 *
 * <pre>{@code
 * @AfterEach
 * void assertConformant() {
 *     ContractClientFilter.assertConformant();
 * }
 * }</pre>
 *
 * A response that is read as a stream of events is not buffered by a REST client and is not verified here.
 */
public final class ContractClientFilter implements ClientRequestFilter, ClientResponseFilter, WriterInterceptor {
    /** System property with the contract for filters that a framework creates; without it the requested model decides. */
    public static final String CONTRACT = "loupe.contract";

    private static final String SENT = ContractClientFilter.class.getName() + ".sent";
    private static final System.Logger LOG = System.getLogger(ContractClientFilter.class.getName());

    private final Verification verification;

    /** For frameworks. All filters created this way share one verification. */
    public ContractClientFilter() {
        this(Shared.VERIFICATION);
    }

    private ContractClientFilter(Verification verification) {
        this.verification = verification;
    }

    private static final class Shared {
        private static final Verification VERIFICATION = chosen();

        private static Verification chosen() {
            String contract = System.getProperty(CONTRACT, "");
            return contract.isEmpty() ? Verification.byModel() : Verification.of(contract);
        }
    }

    /** A filter to register where a client is built: {@code builder.register(ContractClientFilter.of(verification))}. */
    public static ContractClientFilter of(Verification verification) {
        return new ContractClientFilter(verification);
    }

    /** Fails with all violations that filters created by a framework have found since the last call. */
    public static void assertConformant() {
        Shared.VERIFICATION.assertConformant();
    }

    /** Number of exchanges that filters created by a framework have verified. */
    public static int exchanges() {
        return Shared.VERIFICATION.exchanges();
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.setProperty(SENT, new ByteArrayOutputStream());
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (context.getProperty(SENT) instanceof ByteArrayOutputStream sent) {
            context.setOutputStream(new Copying(context.getOutputStream(), sent));
        }
        context.proceed();
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        InputStream body = response.getEntityStream();
        String mediaType = String.valueOf(response.getMediaType());
        if (body == null || mediaType.startsWith("text/event-stream")) {
            LOG.log(System.Logger.Level.INFO, "not verified, because the response is a stream: {0}", request.getUri());
            return;
        }
        byte[] bytes = body.readAllBytes();
        response.setEntityStream(new ByteArrayInputStream(bytes));
        byte[] requestBody =
                request.getProperty(SENT) instanceof ByteArrayOutputStream sent ? sent.toByteArray() : new byte[0];
        AssertionError failure = verification.judge(new CapturedExchange(
                new CapturedExchange.Sent(
                        request.getMethod(), request.getUri().toString(), request.getStringHeaders(), requestBody),
                CapturedExchange.Received.complete(response.getStatus(), response.getHeaders(), bytes)));
        if (failure != null) {
            throw failure;
        }
    }

    /** Writes all bytes also to a copy. */
    private static final class Copying extends FilterOutputStream {
        private final OutputStream copy;

        Copying(OutputStream out, OutputStream copy) {
            super(out);
            this.copy = copy;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            copy.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            copy.write(bytes, offset, length);
        }
    }
}
