package io.godwit.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Whether a request was meant for this machine: addressed by a loopback name, so that no foreign
/// name that resolves to it will do, and not sent by a page of another origin.
final class LocalRequest {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?");

    private LocalRequest() {}

    static boolean is(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host != null
                && LOOPBACK.matcher(host).matches()
                && isOwn(request.getHeader(HttpHeaders.ORIGIN), host);
    }

    private static boolean isOwn(@Nullable String origin, String host) {
        if (origin == null) {
            return true;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
