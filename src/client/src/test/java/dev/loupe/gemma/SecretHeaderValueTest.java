package dev.loupe.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.StreamException;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key is nowhere to be read, under a locale whose letters fold in a way of their own. */
class SecretHeaderValueTest {
    private static final String KEY = "sk-INSIDE-Key-1234567890-it";
    private static final String COOKIE = "session-ID-987654321";
    private static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();

    private final Locale before = Locale.getDefault();
    private RawServer server;
    private GemmaClient client;

    @BeforeEach
    void underTurkishLetters() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        server = new RawServer();
        client = connected();
    }

    private GemmaClient connected() {
        return GemmaClient.builder()
                .baseUrl(server.url())
                .apiKey(KEY + "\n")
                .header("COOKIE", COOKIE)
                .header("X-Title", "Title")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void backToBefore() {
        Locale.setDefault(before);
        server.close();
    }

    @Test
    void theServerGetsIt() {
        server.plays(Script.json("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}"));
        client.create(REQUEST);
        assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(server.requests().get(0).header("cookie")).isEqualTo(COOKIE);
        assertThat(server.requests().get(0).header("x-title")).isEqualTo("Title");
        assertThat(server.requests().get(0).header("content-type")).isEqualTo("application/json");
    }

    @Test
    void noExceptionShowsItEvenIfTheServerEchoesIt() {
        String echo = "{\"error\":{\"message\":\"bad key " + KEY + " / " + KEY.toLowerCase(Locale.ROOT) + " / "
                + KEY.toUpperCase(Locale.ROOT) + " / " + COOKIE + "\",\"code\":\"" + KEY + "\"}}";
        server.plays(Script.answer(401, "application/json", echo));
        ApiException refused = (ApiException) catchThrowable(() -> client.create(REQUEST));
        assertThat(everythingOf(refused) + refused.body() + refused.message() + refused.code())
                .satisfies(SecretHeaderValueTest::isClean);
        server.plays(Script.answer(400, "text/plain", "what is " + KEY + "?"));
        ApiException text = (ApiException) catchThrowable(() -> client.create(REQUEST));
        assertThat(everythingOf(text) + text.body()).contains("what is ***?").satisfies(SecretHeaderValueTest::isClean);
        for (String frame : List.of(echo, "not JSON " + KEY, KEY)) {
            server.plays(Script.stream().event(frame));
            StreamException broken = (StreamException)
                    catchThrowable(() -> client.stream(REQUEST).completion());
            assertThat(everythingOf(broken) + broken.message() + broken.code())
                    .satisfies(SecretHeaderValueTest::isClean);
        }
    }

    @Test
    void noTextOfTheClientShowsIt() {
        assertThat(client + " " + client.options() + " " + GemmaClient.builder().apiKey(KEY))
                .satisfies(SecretHeaderValueTest::isClean);
    }

    @Test
    void noTextInMemoryContainsIt() throws IllegalAccessException {
        for (Object reached : reachableFrom(client)) {
            if (reached instanceof String text) {
                assertThat(text).satisfies(SecretHeaderValueTest::isClean);
            }
        }
        assertThat(reachableFrom(client)).as("the walk went somewhere").hasSizeGreaterThan(20);
    }

    @Test
    void noLogShowsIt() {
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + " " + java.util.Arrays.toString(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("dev.loupe");
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        try {
            // a client decides when it is built whether it logs
            client = connected();
            noExceptionShowsItEvenIfTheServerEchoesIt();
            assertThat(logged).isNotEmpty().allSatisfy(SecretHeaderValueTest::isClean);
        } finally {
            root.removeHandler(handler);
            root.setLevel(null);
        }
    }

    @Test
    void aValueThatNoHeaderCanCarryIsRejectedWithoutPrintingIt() {
        assertThatThrownBy(() -> GemmaClient.builder().apiKey("sk-first\r\nX-Evil: 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 8")
                .hasMessageNotContaining("first");
        assertThatThrownBy(() -> GemmaClient.builder().header("X-A", "ä" + COOKIE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(COOKIE);
    }

    private static void isClean(String text) {
        assertThat(text.toLowerCase(Locale.ROOT))
                .doesNotContain(KEY.toLowerCase(Locale.ROOT))
                .doesNotContain(COOKIE.toLowerCase(Locale.ROOT));
    }

    private static String everythingOf(Throwable thrown) {
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all, true));
        return all + thrown.toString();
    }

    /** Every object that the client holds, in classes of its own; what the JDK's HTTP client keeps is not ours to open. */
    private static Set<Object> reachableFrom(Object start) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof Iterable<?> many) {
                many.forEach(open::push);
            } else if (next instanceof java.util.Map<?, ?> map) {
                map.forEach((key, value) -> {
                    open.push(key);
                    open.push(value);
                });
            } else if (next.getClass().getName().startsWith("dev.loupe")) {
                for (Field field : next.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        Object value = field.get(next);
                        if (value != null) {
                            open.push(value);
                        }
                    }
                }
            }
        }
        return seen;
    }
}
