package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.Optional;

/// Transactions larger than this are written to the source's disk while they are decoded.
final class DecodingMemory implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("DECODING_MEMORY", "The source has memory enough to decode changes")
                    .online()
                    .warns()
                    .meaning(
                            "Middling transactions are written to the source's disk while they are decoded, which slows following.")
                    .remedy("Raise logical_decoding_work_mem to 64 MB or more.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Optional<Setting> memory = context.source().setting("logical_decoding_work_mem");
        if (memory.isEmpty() || memory.get().bytes() >= ENOUGH) {
            return Finding.succeeded(
                    memory.map(setting -> "logical_decoding_work_mem is " + setting.text())
                            .orElse("this version decides by itself"));
        }
        return context.profile(Side.SOURCE)
                .set(
                        Finding.warning("logical_decoding_work_mem is only " + memory.get().text()),
                        Side.SOURCE,
                        memory.get(),
                        "'64MB'");
    }

    private static final long ENOUGH = 64L * 1024 * 1024;
}
