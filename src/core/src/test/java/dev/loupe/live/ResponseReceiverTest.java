package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ResponseReceiverTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final long sentAt = System.nanoTime();
    private final ResponseReceiver receiver = new ResponseReceiver(sentAt);
    private int requested;
    private boolean cancelled;

    private void subscribe() {
        receiver.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                requested += (int) n;
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    private void receive(String text) {
        receiver.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void eachChunkHasTheTimeOfItsArrival() throws InterruptedException {
        subscribe();
        receive("a");
        double between = ResponseReceiver.since(sentAt);
        receive("b");
        receiver.onComplete();

        ResponseReceiver.Received received = receiver.readAll(LONG, LONG);

        assertThat(received.failure()).isNull();
        assertThat(received.chunks()).hasSize(2);
        assertThat(received.chunks().get(0).at()).isLessThanOrEqualTo(between);
        assertThat(received.chunks().get(1).at()).isGreaterThanOrEqualTo(between);
        assertThat(requested).isEqualTo(3);
    }

    @Test
    void whatArrivedBeforeATimeoutIsKept() throws InterruptedException {
        subscribe();
        receive("a");

        ResponseReceiver.Received received = receiver.readAll(Duration.ofNanos(1), LONG);

        assertThat(received.chunks()).hasSize(1);
        assertThat(received.failure()).isInstanceOf(ResponseReceiver.IdleTimeoutException.class);
        assertThat(cancelled).isTrue();
    }
}
