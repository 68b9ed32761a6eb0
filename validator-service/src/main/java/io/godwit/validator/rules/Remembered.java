package io.godwit.validator.rules;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What several rules ask for, asked once. Thread-safe. Who waits while it is asked gets that
/// answer or that failure; who comes after a failure asks again.
final class Remembered<T> {
    /// Finds the answer.
    @FunctionalInterface
    interface Question<T> {
        T ask() throws SQLException;
    }

    private final Question<T> question;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable T answer;
    private final AtomicInteger failures = new AtomicInteger();
    private @Nullable SQLException failure;

    Remembered(Question<T> question) {
        this.question = question;
    }

    T get() throws SQLException {
        T known = answer;
        return known == null ? ask() : known;
    }

    private T ask() throws SQLException {
        int before = failures.get();
        RuleTime.pausedFor(asking::lockInterruptibly);
        try {
            T known = answer;
            SQLException failed = failure;
            if (known == null && failed != null && failures.get() > before) {
                throw new SQLException(failed.getMessage(), failed.getSQLState(), failed);
            }
            return known == null ? asked() : known;
        } finally {
            asking.unlock();
        }
    }

    private T asked() throws SQLException {
        try {
            T found = question.ask();
            answer = found;
            return found;
        } catch (SQLException e) {
            failure = e;
            failures.incrementAndGet();
            throw e;
        }
    }
}
