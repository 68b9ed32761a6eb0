package io.godwit.cdc.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The latest `Relation` message of every relation with the `Type` messages that came before it,
/// and which of them the current chunk has already. The server sends each once per session.
final class RelationDefinitions {
    private static final List<byte[]> NONE = List.of();
    private static final long NO_RELATION = Long.MIN_VALUE;

    private final Map<Integer, List<byte[]>> definitions = new HashMap<>();
    private final Set<Integer> inChunk = new HashSet<>();
    private List<byte[]> types = new ArrayList<>();

    /// One that is in the chunk, or [#NO_RELATION]: mostly that of the next change too.
    private long latest = NO_RELATION;

    void addType(ByteBuffer message) {
        types.add(bytes(message));
    }

    void addRelation(int relation, ByteBuffer message) {
        types.add(bytes(message));
        definitions.put(relation, types);
        types = new ArrayList<>();
        inChunk.remove(relation);
        latest = NO_RELATION;
    }

    /// What must stand in the current chunk before a change of this relation.
    List<byte[]> missing(int relation) {
        if (relation == latest) {
            return NONE;
        }
        return inChunk.contains(relation) ? NONE : definitions.getOrDefault(relation, NONE);
    }

    void added(int relation) {
        if (relation != latest) {
            inChunk.add(relation);
            latest = relation;
        }
    }

    void newChunk() {
        inChunk.clear();
        latest = NO_RELATION;
    }

    private static byte[] bytes(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return bytes;
    }
}
