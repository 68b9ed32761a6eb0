package io.godwit.validator.rules.online;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The stream carries rows, not definitions. Some extensions make and drop tables by themselves.
final class SchemaDrift implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SCHEMA_DRIFT", "Nothing changes the schema by itself")
                    .online()
                    .warns()
                    .meaning(
                            "A table whose definition changes stops being applied until the target is changed too; new tables are not followed.")
                    .remedy(
                            "Pause what makes and drops tables, and make no schema changes until the cutover is over.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = new ArrayList<>();
        context.catalog().column(OnlineQueries.EXTENSIONS).stream()
                .filter(DRIFTING::contains)
                .forEach(name -> found.add("extension " + name));
        context.catalog()
                .column(OnlineQueries.DDL_UNDER_WAY)
                .forEach(text -> found.add("at this moment: " + text));
        return found.isEmpty()
                ? Finding.succeeded("nothing is known to change the schema")
                : Finding.warning(found.size() + " things change the schema").objects(found);
    }

    private static final Set<String> DRIFTING =
            Set.of("citus", "pg_cron", "pg_partman", "pgagent", "pg_pathman", "timescaledb");
}
