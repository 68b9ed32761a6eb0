package io.godwit.e2e;

import io.godwit.common.testing.TestPostgres;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The body of a create request, in the words of the reference.
final class Body {
    private static final JsonMapper JSON = JsonMapper.shared();
    static final String SOURCE_PASSWORD = "source-Secret-4711";
    static final String TARGET_PASSWORD = "target-Secret-0815";

    private final ObjectNode properties = JSON.createObjectNode();
    private final ObjectNode body = JSON.createObjectNode();

    Body(String name, String... databases) {
        body.put("name", name);
        body.set("properties", properties);
        properties.put("SourceDBServerResourceId", address(TestPostgres.source()));
        properties.put("TargetDBServerResourceId", address(TestPostgres.target()));
        properties
                .putObject("SecretParameters")
                .putObject("AdminCredentials")
                .put("SourceServerPassword", SOURCE_PASSWORD)
                .put("TargetServerPassword", TARGET_PASSWORD);
        for (String database : databases) {
            properties.withArray("DBsToMigrate").add(database);
        }
        properties.put("OverwriteDBsInTarget", "false");
        properties.put("sourceType", "OnPremises");
    }

    /// Of servers of a test's own.
    Body between(TestPostgres source, TestPostgres target) {
        return with("SourceDBServerResourceId", address(source))
                .with("TargetDBServerResourceId", address(target));
    }

    private static String address(TestPostgres server) {
        return "127.0.0.1:" + server.server().port() + "@postgres";
    }

    Body with(String property, Object value) {
        properties.putPOJO(property, value);
        return this;
    }

    Body option(String option) {
        body.put("option", option);
        return this;
    }

    String json() {
        return JSON.writeValueAsString(body);
    }
}
