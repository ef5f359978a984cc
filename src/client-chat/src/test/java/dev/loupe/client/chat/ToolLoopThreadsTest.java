package dev.loupe.client.chat;

import static dev.loupe.client.chat.Responses.calls;
import static dev.loupe.client.chat.Responses.request;
import static dev.loupe.client.chat.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loupe.client.chat.ToolLoopException.Reason;
import dev.loupe.client.chat.ToolResult.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The calls of one response at the same time. */
class ToolLoopThreadsTest {
    record Place(String city) {}

    private final Tool<Place> echo = Tool.of("weather", "", Place.class, Place::city);

    @Test
    void fiftyCallsAtOnceRunAtTheSameTimeAndKeepTheirOrder() {
        CountDownLatch all = new CountDownLatch(50);
        Tool<Place> waiting = Tool.of("weather", "", Place.class, place -> {
            all.countDown();
            all.await(); // only when all 50 run at the same time
            return place.city();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            ToolLoop loop = ToolLoop.builder().tool(waiting).executor(threads).build();
            List<ToolResult> results = loop.run(request(), new ScriptedModel(calls(ToolLoopTest.fifty()), text("")))
                    .calls();
            assertThat(results).hasSize(50);
            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i).id()).isEqualTo("c" + i);
                assertThat(results.get(i).content()).isEqualTo(String.valueOf(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anExecutorThatIsFullCostsOneCall() {
        ToolLoop loop = ToolLoop.builder()
                .tool(echo)
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build();
        List<ToolResult> results = loop.run(
                        request(), new ScriptedModel(calls("a", "weather", "{\"city\":\"Rome\"}"), text("")))
                .calls();
        assertThat(results).extracting(ToolResult::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void anInterruptEndsTheLoop() {
        ToolLoop loop = ToolLoop.builder()
                .tool(echo)
                .executor(task -> Thread.currentThread().interrupt())
                .build();
        ToolLoopException thrown = catchThrowableOfType(
                ToolLoopException.class,
                () -> loop.run(request(), new ScriptedModel(calls("a", "weather", "{\"city\":\"Rome\"}"))));
        assertThat(thrown.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
