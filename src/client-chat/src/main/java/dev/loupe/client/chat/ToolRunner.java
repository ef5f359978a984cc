package dev.loupe.client.chat;

import dev.loupe.client.chat.ToolResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs the calls of one response. The error of a tool is the result of its call. */
final class ToolRunner {
    private final Executor executor;
    private final int maxResultLength;

    ToolRunner(Executor executor, int maxResultLength) {
        this.executor = executor;
        this.maxResultLength = maxResultLength;
    }

    /**
     * A call that the model requested.
     *
     * @param ifInvalid the outcome when the call has a problem
     */
    record Call(String id, String name, String arguments, Outcome ifInvalid, Tool.PreparedCall prepared) {
        ToolResult result(Outcome outcome, String content, @Nullable Throwable error) {
            return new ToolResult(id, name, arguments, outcome, content, error);
        }
    }

    /** The results in the order of the calls. */
    List<ToolResult> run(List<Call> calls, List<ToolResult> done) {
        List<CompletableFuture<ToolResult>> running = new ArrayList<>();
        for (Call call : calls) {
            running.add(start(call));
        }
        List<ToolResult> results = new ArrayList<>();
        try {
            for (CompletableFuture<ToolResult> one : running) {
                results.add(one.get());
            }
        } catch (InterruptedException interrupted) {
            running.forEach(one -> one.cancel(true));
            Thread.currentThread().interrupt();
            throw new ToolLoopException(
                    ToolLoopException.Reason.INTERRUPTED, "the thread was interrupted while tools ran", done);
        } catch (ExecutionException fatal) {
            if (fatal.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("unexpected failure of a tool", fatal);
        }
        return results;
    }

    private CompletableFuture<ToolResult> start(Call call) {
        String problem = call.prepared().problem();
        if (problem != null) {
            return CompletableFuture.completedFuture(call.result(call.ifInvalid(), Messages.error(problem), null));
        }
        try {
            return CompletableFuture.supplyAsync(() -> runOne(call), executor);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(failed(call, "the tool failed", full));
        }
    }

    private ToolResult runOne(Call call) {
        try {
            String content = call.prepared().run();
            return content.length() <= maxResultLength
                    ? call.result(Outcome.SUCCEEDED, content, null)
                    : failed(
                            call,
                            "the result is longer than " + maxResultLength + " characters",
                            new ToolException("the result of " + call.name() + " has " + content.length()
                                    + " characters, the limit is " + maxResultLength + " (maxResultLength)"));
        } catch (ToolException reported) {
            return failed(call, String.valueOf(reported.getMessage()), reported);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed(call, "the tool failed", interrupted);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError error) {
            // the message may be internal: it is in the result, not sent to the model
            return failed(call, "the tool failed", error);
        }
    }

    private static ToolResult failed(Call call, String message, Throwable error) {
        return call.result(Outcome.FAILED, Messages.error(message), error);
    }
}
