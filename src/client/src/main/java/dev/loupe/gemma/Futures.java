package dev.loupe.gemma;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** One thing that {@link CompletionStage} lacks. */
final class Futures {
    private Futures() {}

    /** Does something at the end and is done with it: {@code whenComplete} returns a further stage, which nobody here waits for. */
    static <T> void atEnd(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> action) {
        CompletionStage<T> unused = stage.whenComplete(action);
    }
}
