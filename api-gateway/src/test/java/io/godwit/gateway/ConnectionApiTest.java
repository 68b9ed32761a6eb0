package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Server;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import io.godwit.gateway.RunningGateway.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConnectionApiTest {
    private static TestBroker broker;
    private static RunningGateway gateway;
    private static final Server SERVER = TestPostgres.source().server();

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        gateway = new RunningGateway(broker, "--godwit.gateway.connect-timeout=1s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        broker.close();
    }

    private static String connection(String user, int port, String database, String more) {
        return """
        {"serverName": "127.0.0.1", "port": %d, "userName": "%s", "databaseName": "%s"%s}
        """
                .formatted(port, user, database, more);
    }

    private static JsonNode test(String body) {
        Answer answer = gateway.post("/connections/test", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aServerThatWorksTellsItsVersionAndTheUsersRights() {
        JsonNode result =
                test(
                        """
                        {"sourceDbServerResourceId": "%s@postgres", "DBsToMigrate": "ignored here"}
                        """
                                .formatted(SERVER.address()));

        assertThat(result.path("ok").booleanValue()).isTrue();
        assertThat(result.path("target").isNull()).isTrue();
        JsonNode source = result.path("source");
        assertThat(source.path("reachable").booleanValue()).isTrue();
        assertThat(source.path("authenticated").booleanValue()).isTrue();
        assertThat(source.path("versionNumber").intValue()).isGreaterThan(150_000);
        assertThat(source.path("ssl").booleanValue()).isFalse();
        assertThat(source.at("/user/superuser").booleanValue()).isTrue();
    }

    @Test
    void whatIsWrongIsAResultWithACode() throws IOException {
        assertFailure(connection("nobody", SERVER.port(), "postgres", ""), "AUTHENTICATION_FAILED");
        assertFailure(connection("postgres", SERVER.port(), "nowhere", ""), "DATABASE_NOT_FOUND");
        assertFailure(
                connection("postgres", SERVER.port(), "postgres", ", \"sslMode\": \"Require\""),
                "SSL_REFUSED");
        assertFailure(
                connection(
                        "postgres",
                        SERVER.port(),
                        "postgres",
                        ", \"password\": \"env:NO_SUCH_VARIABLE_AT_ALL\""),
                "SECRET_MISSING");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertFailure(connection("postgres", closed, "postgres", ""), "CONNECTION_REFUSED");
    }

    private static void assertFailure(String connection, String code) {
        JsonNode result = test("{\"target\": " + connection + "}");
        assertThat(result.path("ok").booleanValue()).isFalse();
        assertThat(result.at("/target/error/code").stringValue())
                .as(result.toString())
                .isEqualTo(code);
        assertThat(result.at("/target/error/action").stringValue()).isNotEmpty();
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JsonNode result =
                    test(
                            "{\"source\": "
                                    + connection("postgres", silent.getLocalPort(), "postgres", "")
                                    + "}");

            assertThat(result.at("/source/ok").booleanValue()).isFalse();
            assertThat(result.at("/source/error/kind").stringValue()).isEqualTo("TRANSIENT");
        }
    }

    @Test
    void databasesAreListedWhateverTheirNames() {
        TestPostgres.source().recreate("Odd \"name\"; -- ü");

        Answer answer =
                gateway.post(
                        "/connections/databases",
                        "{\"source\": "
                                + connection("postgres", SERVER.port(), "postgres", "")
                                + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode odd = null;
        for (JsonNode database : answer.json().path("databases")) {
            assertThat(database.path("name").stringValue()).doesNotStartWith("template");
            if (database.path("name").stringValue().equals("Odd \"name\"; -- ü")) {
                odd = database;
            }
        }
        assertThat(odd).as(answer.body()).isNotNull();
        assertThat(odd.path("owner").stringValue()).isEqualTo("postgres");
        assertThat(odd.path("encoding").stringValue()).isEqualTo("UTF8");
        assertThat(odd.path("bytes").longValue()).isPositive();
    }

    @Test
    void aListThatCannotBeMadeIsAProblem() {
        Answer answer =
                gateway.post(
                        "/connections/databases?side=target",
                        "{\"target\": "
                                + connection("nobody", SERVER.port(), "postgres", "")
                                + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(gateway.post("/connections/databases", "{}").status()).isEqualTo(400);
        assertThat(gateway.post("/connections/test", "{}").status()).isEqualTo(400);
    }
}
