package io.godwit.validator.comparison;

import io.godwit.common.migration.MigrationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Source and target, asked in parallel. If one fails, the other is not waited for.
///
/// The sides belong to whoever made them.
final class BothSides implements Looks, AutoCloseable {
    private final ComparedSide source;
    private final ComparedSide target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    BothSides(ComparedSide source, ComparedSide target) {
        this.source = source;
        this.target = target;
    }

    record Answers<T>(T source, T target) {}

    ComparedSide source() {
        return source;
    }

    ComparedSide target() {
        return target;
    }

    @Override
    public <T> Answers<T> ask(Function<ComparedSide, T> question) {
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        CompletableFuture<T> ofSource = ask(question, source, target, first);
        CompletableFuture<T> ofTarget = ask(question, target, source, first);
        try {
            CompletableFuture.allOf(ofSource, ofTarget).join();
            return new Answers<>(ofSource.join(), ofTarget.join());
        } catch (CompletionException e) {
            throw unwrapped(first.get(), e);
        }
    }

    private <T> CompletableFuture<T> ask(
            Function<ComparedSide, T> question,
            ComparedSide asked,
            ComparedSide other,
            AtomicReference<@Nullable Throwable> first) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.apply(asked);
                    } catch (RuntimeException e) {
                        if (first.compareAndSet(null, e)) {
                            other.abort();
                        }
                        throw e;
                    }
                },
                threads);
    }

    private static RuntimeException unwrapped(@Nullable Throwable first, CompletionException e) {
        return first instanceof MigrationException known ? known : e;
    }

    @Override
    public void close() {
        threads.close();
    }
}
