package io.godwit.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Medians and ratios of runs that count.
record Statistics(List<Run> runs) {
    Statistics {
        runs = runs.stream().filter(Run::counts).toList();
    }

    /// How Godwit's time compares with that of the best peer; below 1 it is faster.
    ///
    /// @param median of the medians
    /// @param least of the rounds
    /// @param most of the rounds
    record Ratio(double median, double least, double most, String peer) {}

    static double median(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    Optional<Double> seconds(BenchmarkCase which, String contender) {
        List<Double> seconds = of(which, contender).stream().map(Run::seconds).toList();
        return seconds.isEmpty() ? Optional.empty() : Optional.of(median(seconds));
    }

    List<Run> of(BenchmarkCase which, String contender) {
        return runs.stream()
                .filter(run -> run.which() == which && run.contender().equals(contender))
                .toList();
    }

    /// The run that is nearest to the median, to show what a typical one costs.
    Optional<Run> typical(BenchmarkCase which, String contender) {
        List<Run> sorted =
                of(which, contender).stream()
                        .sorted((one, other) -> Double.compare(one.seconds(), other.seconds()))
                        .toList();
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }

    /// Nothing if Godwit or every peer has no figure. The best peer is that with the least median.
    Optional<Ratio> ratio(BenchmarkCase which, String godwit, List<String> peers) {
        Optional<Double> own = seconds(which, godwit);
        Optional<String> best =
                peers.stream()
                        .filter(peer -> seconds(which, peer).isPresent())
                        .min((one, other) ->
                                Double.compare(
                                        seconds(which, one).orElseThrow(),
                                        seconds(which, other).orElseThrow()));
        return own.flatMap(median -> best.map(peer -> ratio(which, godwit, median, peer)));
    }

    private Ratio ratio(BenchmarkCase which, String godwit, double median, String peer) {
        double[] rounds =
                of(which, godwit).stream()
                        .flatMap(run ->
                                of(which, peer).stream()
                                        .filter(other -> other.round() == run.round())
                                        .map(other -> run.seconds() / other.seconds()))
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        double ratio = median / seconds(which, peer).orElseThrow();
        return rounds.length == 0
                ? new Ratio(ratio, ratio, ratio, peer)
                : new Ratio(ratio, rounds[0], rounds[rounds.length - 1], peer);
    }
}
