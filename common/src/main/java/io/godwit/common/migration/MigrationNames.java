package io.godwit.common.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a migration may be called, and what the databases it makes on the target are called.
public final class MigrationNames {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

    private MigrationNames() {}

    public static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches();
    }

    /// @throws IllegalArgumentException if the name is not allowed
    public static String check(String name) {
        if (!allowed(name)) {
            throw new IllegalArgumentException(
                    "a migration's name is 1 to 100 letters, digits and hyphens,"
                            + " and does not start with a hyphen");
        }
        return name;
    }

    /// The name under which the target's new database is filled. It is derived, so that a repeated
    /// command finds what an earlier one left; and unmistakable, so that nobody else's is touched.
    ///
    /// @param instance of [MigrationSpec#instance], so that a later migration of the same name does
    ///   not take over what an earlier one was told to keep
    public static String staging(String instance, String database, int generation) {
        return "godwit_new_" + digest(instance, database) + "_" + generation;
    }

    /// The name that the target's old database carries between the swap and the end.
    public static String aside(String instance, String database) {
        return "godwit_old_" + digest(instance, database);
    }

    /// What the changes of a database go through while it is followed.
    ///
    /// @param migration of [MigrationSpec#name]
    public static Following following(String migration, String instance, String database) {
        String own = "godwit_" + digest(instance, database);
        String readable = database.replaceAll("[^A-Za-z0-9_-]", "_");
        String topic = "godwit.changes." + migration + "." + readable;
        boolean exact = readable.equals(database);
        return new Following(own, own, exact ? topic : topic + "." + digest(instance, database));
    }

    /// What the changes of a database of this migration go through while it is followed.
    public static Following following(MigrationSpec spec, DatabaseSpec database) {
        return following(spec.name(), spec.instance(), database.name());
    }

    private static String digest(String instance, String database) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((instance + "\n" + database).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
