package dev.loupe.gemma.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.StreamException;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What rows look for, in the stream that is iterated and in the one that is published: both must say the same. */
final class Expect {
    private Expect() {}

    /** Reads the stream to its end, both ways. */
    static ChatCompletion streamed(GemmaClient client) {
        return streamed(client, () -> {});
    }

    /** @param chunkIsRead is called after each chunk */
    static ChatCompletion streamed(GemmaClient client, Runnable chunkIsRead) {
        ChatCompletion whole;
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (ChatStream stream = client.stream(Row.REQUEST)) {
            for (ChatCompletionChunk chunk : stream) {
                chunks.add(chunk);
                chunkIsRead.run();
            }
            whole = stream.completion();
        }
        assertThat(published(client, chunkIsRead)).isEqualTo(chunks);
        return whole;
    }

    static <E extends ChatException> E streamFails(GemmaClient client, Class<E> type) {
        return type.cast(fails(client, type, stream -> {}, () -> {}));
    }

    /** @param chunkIsRead is called after each chunk */
    static <E extends ChatException> E streamFails(GemmaClient client, Class<E> type, Runnable chunkIsRead) {
        return type.cast(fails(
                client, type, stream -> stream.iterator().forEachRemaining(chunk -> chunkIsRead.run()), chunkIsRead));
    }

    private static Throwable fails(
            GemmaClient client, Class<?> type, Consumer<ChatStream> reading, Runnable chunkIsRead) {
        Throwable thrown = catchThrowable(() -> {
            try (ChatStream stream = client.stream(Row.REQUEST)) {
                reading.accept(stream);
                ChatCompletion whole = stream.completion();
                fail("a success that is none: " + whole);
            }
        });
        assertThat(thrown).isInstanceOf(type);
        Throwable sameThrown = catchThrowable(() -> published(client, chunkIsRead));
        assertThat(sameThrown).hasSameClassAs(thrown).hasMessage(thrown.getMessage());
        return thrown;
    }

    static StreamException streamBreaks(GemmaClient client, String partialText) {
        StreamException broken = streamFails(client, StreamException.class);
        assertThat(broken.partial(ChatCompletion.class))
                .hasValueSatisfying(partial -> assertThat(text(partial)).isEqualTo(partialText));
        return broken;
    }

    static List<ChatCompletionChunk> published(GemmaClient client) {
        return published(client, () -> {});
    }

    private static List<ChatCompletionChunk> published(GemmaClient client, Runnable chunkIsRead) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        client.streamAsync(Row.REQUEST).subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription newSubscription) {
                subscription = newSubscription;
                subscription.request(1);
            }

            @Override
            public void onNext(ChatCompletionChunk chunk) {
                chunks.add(chunk);
                chunkIsRead.run();
                subscription.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                over.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                over.complete(null);
            }
        });
        try {
            over.get(10, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw (ChatException) failed.getCause();
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("the published stream did not end", e);
        }
        return chunks;
    }

    /** The whole text, the right finish reason, nothing lost. */
    static void isHello(ChatCompletion answer) {
        isHello(answer, 1766960802);
    }

    static void isHello(ChatCompletion answer, double created) {
        assertThat(text(answer)).isEqualTo(Frames.TEXT);
        assertThat(finish(answer)).isEqualTo("stop");
        assertThat(answer.id()).hasValue("c1");
        assertThat(answer.model()).hasValue("google/gemma-3-4b-it");
        assertThat(answer.created()).hasValue(created);
    }

    /** That, and the right usage. */
    static void isWholeHello(ChatCompletion answer) {
        isHello(answer);
        hasUsage(answer, 3, 2, 5);
    }

    static void hasUsage(ChatCompletion answer, long prompt, long completion, long total) {
        Usage usage = answer.usage();
        assertThat(usage.promptTokens()).hasValue(prompt);
        assertThat(usage.completionTokens()).hasValue(completion);
        assertThat(usage.totalTokens()).hasValue(total);
    }

    static String text(ChatCompletion answer) {
        return answer.choices().stream()
                .map(choice -> choice.message().content().orElse(""))
                .collect(Collectors.joining("|"));
    }

    static String finish(ChatCompletion answer) {
        return answer.choices().get(0).finishReason().orElseThrow().value();
    }
}
