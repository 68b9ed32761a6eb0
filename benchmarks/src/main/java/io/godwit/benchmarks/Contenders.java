package io.godwit.benchmarks;

import io.godwit.benchmarks.ClientContender.DumpAndRestore;
import io.godwit.benchmarks.ClientContender.Pgcopydb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes contenders of the words of `--contenders`.
final class Contenders {
    /// Where dumps and the like are written, in the rig's folder, each run's in its own.
    static final String FOLDER = "work";

    static final Set<String> WORDS =
            Set.of("godwit", "pg_dump", "pg_dump-Z0", "pgcopydb", "pgcopydb-split");

    private static final String SPLIT = "100MB";

    private final Rig rig;
    private final int parallelism;

    Contenders(Rig rig, int parallelism) {
        this.rig = rig;
        this.parallelism = parallelism;
    }

    /// Godwit is always there, and first. Who is not installed is left out, and said so.
    List<Contender> of(List<String> words) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new GodwitContender(rig.service(), rig.source(), rig.target(), parallelism));
        words.stream()
                .filter(word -> !word.equals("godwit"))
                .map(this::peer)
                .forEach(peer -> {
                    if (peer instanceof Pgcopydb && !Files.isExecutable(Pgcopydb.PROGRAM)) {
                        System.err.println(
                                "benchmark: without " + peer.name() + ", it is not installed");
                    } else {
                        contenders.add(peer);
                    }
                });
        return contenders;
    }

    private Contender peer(String word) {
        return switch (word) {
            case "pg_dump" -> dump("pg_dump + pg_restore", List.of());
            case "pg_dump-Z0" -> dump("pg_dump -Z0 + pg_restore", List.of("--compress=0"));
            case "pgcopydb" -> pgcopydb(word, List.of());
            case "pgcopydb-split" ->
                    pgcopydb("pgcopydb, split", List.of("--split-tables-larger-than", SPLIT));
            default -> throw new IllegalStateException("no contender " + word);
        };
    }

    private Contender dump(String name, List<String> options) {
        return new DumpAndRestore(name, rig.source(), rig.target(), folder(), options);
    }

    private Contender pgcopydb(String name, List<String> more) {
        String jobs = String.valueOf(parallelism);
        List<String> options = new ArrayList<>(List.of("--table-jobs", jobs, "--index-jobs", jobs));
        options.addAll(more);
        return new Pgcopydb(name, rig.programs(), rig.source(), rig.target(), folder(), options);
    }

    private Path folder() {
        return rig.emptied(FOLDER);
    }
}
