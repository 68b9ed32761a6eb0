package io.godwit.gateway.requests;

import io.godwit.common.migration.Server;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `host:port@user` of the reference. The port may be left out; an IPv6 address stands in brackets;
/// the user is everything after the first `@`, and may hold another.
///
/// @param user null if none was given
record ServerAddress(String host, int port, @Nullable String user) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<host>\\[[^\\]@]*\\]|[^:@\\[\\]]+)(?::(?<port>[0-9]{1,5}))?(?:@(?<user>.+))?",
                    Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

    static @Nullable ServerAddress parse(String text, String path, Mistakes mistakes) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            mistakes.add(path, expected(text));
            return null;
        }
        String host = host(form.group("host"), path, mistakes);
        String digits = form.group("port");
        int port = digits == null ? Server.DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            mistakes.add(path, "the port must be 1 to 65535");
            return null;
        }
        return host == null ? null : new ServerAddress(host, port, form.group("user"));
    }

    /// The host without brackets, if it is one.
    static @Nullable String host(String text, String path, Mistakes mistakes) {
        String bare =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        if (NAME.matcher(bare).matches() || IPV6.matcher(bare).matches()) {
            return bare;
        }
        mistakes.add(path, "a host name or an IP address is expected");
        return null;
    }

    private static String expected(String text) {
        String form = "host:port@user is expected, such as db.example.org:5432@postgres";
        if (text.contains("://")) {
            return form + "; leave the scheme out";
        }
        if (text.startsWith("/")) {
            return form + "; a resource id says nothing outside its cloud";
        }
        return form + "; an IPv6 address stands in brackets, as in [::1]:5432@postgres";
    }
}
