package io.godwit.validator.rules;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What several rules ask for, asked once. Thread-safe; a question that failed is asked again.
final class Remembered<T> {
    /// Finds the answer.
    @FunctionalInterface
    interface Question<T> {
        T ask() throws SQLException;
    }

    private final Question<T> question;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable T answer;

    Remembered(Question<T> question) {
        this.question = question;
    }

    T get() throws SQLException {
        T known = answer;
        return known == null ? ask() : known;
    }

    private T ask() throws SQLException {
        try {
            asking.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        try {
            T known = answer;
            if (known == null) {
                known = question.ask();
                answer = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }
}
