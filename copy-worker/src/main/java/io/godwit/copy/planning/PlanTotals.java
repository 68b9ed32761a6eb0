package io.godwit.copy.planning;

/// How much a published plan holds.
public record PlanTotals(int tables, int copies, int builds) {}
