package io.godwit.copy.indexes;

import java.sql.SQLException;
import java.sql.Statement;

/// Gives each build of a session the memory that suits it.
final class BuildMemory {
    private final IndexBuildSettings settings;
    private String current = "";

    BuildMemory(IndexBuildSettings settings) {
        this.settings = settings;
    }

    /// Holds until the next call.
    void use(Statement statement, IndexDefinition index) throws SQLException {
        String wanted = setting(index.gathered());
        if (!wanted.equals(current)) {
            statement.execute(wanted);
            current = wanted;
        }
    }

    private String setting(long gathered) {
        return gathered == 0
                ? IndexQueries.memory(settings.memory())
                : IndexQueries.exactMemory(settings.memoryToGather(gathered));
    }
}
