package io.godwit.common.migration;

/// Both servers, and where their passwords lie.
public record Endpoints(Server source, Server target, String secretId) {
    public Server server(Side side) {
        return side == Side.SOURCE ? source : target;
    }
}
