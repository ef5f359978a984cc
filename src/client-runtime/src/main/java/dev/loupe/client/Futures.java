package dev.loupe.client;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** An addition to {@link CompletionStage}. */
final class Futures {
    private Futures() {}

    /** Runs an action at the end and ignores the further stage that {@code whenComplete} returns. */
    static <T> void atEnd(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> action) {
        CompletionStage<T> unused = stage.whenComplete(action);
    }
}
