package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A setting of the minor versions of August 2026.
final class OutputPlugin implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("OUTPUT_PLUGIN", "The source allows the output plugin pgoutput")
                    .online()
                    .meaning("The slot cannot be made.")
                    .remedy("Add pgoutput to output_plugin_libraries.");

    /// In double quotes, where it is not a plain one.
    private static final Pattern NAME = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^,\"]+");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Optional<Setting> allowed = context.source().setting("output_plugin_libraries");
        return allowed.isEmpty()
                ? Finding.succeeded("this version allows every plugin")
                : judge(context.profile(Side.SOURCE), allowed.get());
    }

    static Finding judge(ServerProfile profile, Setting allowed) {
        List<String> plugins = names(allowed.value());
        if (plugins.contains("pgoutput")) {
            return Finding.succeeded("pgoutput is allowed");
        }
        String all =
                Stream.concat(plugins.stream(), Stream.of("pgoutput"))
                        .map(Quote::literal)
                        .map(String::strip)
                        .collect(Collectors.joining(", "));
        return profile.set(
                Finding.failed("allowed are only " + allowed.value()), Side.SOURCE, allowed, all);
    }

    private static List<String> names(String list) {
        return NAME.matcher(list)
                .results()
                .map(found -> unquoted(found.group().strip()))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
