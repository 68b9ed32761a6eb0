package io.godwit.gateway.validations;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All corrective SQL for one server, in the order of the rules, for `psql -f`; or what takes it
/// back, in the opposite order. A statement that several rules ask for comes once.
final class FixScript {
    private final StringBuilder text = new StringBuilder();
    private final Side side;
    private final boolean undo;
    private final String maintenance;
    private String database = "";

    private FixScript(Side side, boolean undo, String maintenance) {
        this.side = side;
        this.undo = undo;
        this.maintenance = maintenance;
    }

    /// @param maintenance the maintenance database of that side
    static String of(
            String migration, List<RuleResult> rules, Side side, boolean undo, String maintenance) {
        return new FixScript(side, undo, maintenance).write(migration, rules);
    }

    private String write(String migration, List<RuleResult> rules) {
        Map<Fix, List<RuleResult>> fixes = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.status() != RuleStatus.SUCCEEDED)
                .forEach(rule ->
                        rule.fixes().stream()
                                .filter(fix -> fix.side() == side)
                                .filter(fix -> !undo || fix.undo() != null)
                                .forEach(fix ->
                                        fixes.computeIfAbsent(fix, _ -> new ArrayList<>())
                                                .add(rule)));
        head(migration, fixes);
        List<Map.Entry<Fix, List<RuleResult>>> entries = List.copyOf(fixes.entrySet());
        (undo ? entries.reversed() : entries).forEach(e -> fix(e.getKey(), e.getValue()));
        return text.toString();
    }

    private void head(String migration, Map<Fix, List<RuleResult>> fixes) {
        String what = undo ? "Takes back what mended the " : "Mends the ";
        comment(what + side + " of migration " + migration + ".");
        comment("Read it, then run it with psql as a user who has the rights.");
        if (fixes.isEmpty()) {
            comment("There is nothing to do by SQL.");
        }
        if (fixes.keySet().stream().anyMatch(Fix::restart)) {
            comment("RESTART the server afterwards: what is marked takes effect only then.");
        }
    }

    private void fix(Fix fix, List<RuleResult> rules) {
        text.append('\n');
        for (RuleResult rule : rules) {
            comment(rule.code() + ": " + rule.message());
        }
        connect(fix.database() == null ? maintenance : fix.database());
        if (fix.restart()) {
            comment("takes effect after a RESTART");
        }
        text.append(undo ? fix.undo() : fix.sql()).append('\n');
    }

    private void connect(String name) {
        if (!database.equals(name)) {
            database = name;
            text.append(connection(name)).append('\n');
        }
    }

    /// psql takes a connection string where a name could be taken for one, and no line breaks.
    static String connection(String name) {
        if (name.matches("[A-Za-z0-9_.]+")) {
            return "\\connect " + '"' + name + '"';
        }
        if (name.contains("\n") || name.contains("\r")) {
            return "-- Connect by hand to the database whose name has a line break, then go on.\n\\quit";
        }
        String value = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        return "\\connect -reuse-previous=on \"" + ("dbname=" + value).replace("\"", "\"\"") + '"';
    }

    private void comment(String words) {
        words.lines().forEach(line -> text.append("-- ").append(line).append('\n'));
    }
}
