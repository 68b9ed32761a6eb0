package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.Terminal;
import io.godwit.cli.service.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final String MIGRATIONS = "/api/v1/migrations";
    private static final String PROPERTIES =
            """
            {
              // as in the tutorial
              "properties": {
                "sourceDbServerResourceId": "old:5432@dba",
                "targetDbServerResourceId": "new:5432@dba",
                "secretparameters": {"AdminCredentials": {"SourceServerPassword": "s3cret"}},
                "DBsToMigrate": ["rental_shop"],
                "MigrationMode": "Offline",
              }
            }
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private final List<String> prompts = new ArrayList<>();
    private final RecordedService service = new RecordedService();
    private Instant now = Instant.parse("2026-11-21T10:00:12Z");
    private boolean live;

    @TempDir Path folder;

    @AfterEach
    void close() {
        service.close();
    }

    private static final String COMPARED =
            """
            {"number": 1, "status": "Failed", "level": "full", "failureCode": "AUTHENTICATION_FAILED",
             "failureMessage": "connecting to shop failed"}
            """;

    @Test
    void createSendsTheFileAsItIsWithNameAndAskedPasswords() throws Exception {
        service.on("POST " + MIGRATIONS, 201, Answers.text("copying"));
        typed.add("t\"a'r\\get");

        int exitCode =
                run("create", "--name", "shop", "--option", "Validate", "--properties", file());

        assertThat(exitCode).isZero();
        assertThat(prompts).containsExactly("Password of the target server: ");
        JsonNode sent = body(0);
        assertThat(sent.at("/properties/DBsToMigrate/0").asText()).isEqualTo("rental_shop");
        assertThat(sent.at("/properties/secretparameters/AdminCredentials"))
                .isEqualTo(
                        Json.object()
                                .put("SourceServerPassword", "s3cret")
                                .put("TargetServerPassword", "t\"a'r\\get"));
        assertThat(sent.path("name").asText()).isEqualTo("shop");
        assertThat(sent.path("option").asText()).isEqualTo("Validate");
        assertThat(sent.has("mode")).isFalse();
        assertThat(out.toString()).contains("Migration shop is created.", "godwit watch shop");
        assertThat(out + err.toString()).doesNotContain("s3cret", "get\"");
    }

    @Test
    void theCommandLineCountsMoreThanTheFile() throws Exception {
        service.on("POST " + MIGRATIONS, 201, "{}");
        environment.put("GODWIT_TARGET_PASSWORD", "x");

        run(
                "create",
                "--migration-name",
                "shop",
                "--migration-mode",
                "online",
                "--properties",
                file());

        assertThat(body(0).path("mode").asText()).isEqualTo("online");
        assertThat(body(0).path("properties").has("MigrationMode")).isFalse();
    }

    @Test
    void createTakesAFileForEachOfSourceTargetAndDatabases() throws Exception {
        service.on("POST " + MIGRATIONS, 201, "{}");
        Path source = write("s.json", "{\"serverName\": \"old\", \"password\": null}");
        Path target = write("t.json", "{\"serverName\": \"new\", \"password\": \"env:P\"}");
        Path databases = write("d.json", "[{\"name\": \"a\", \"selectedTables\": [\"s.t\"]}]");
        typed.add("asked");

        int exitCode =
                run(
                        "create",
                        "--name=shop",
                        "--source-connection-json=" + source,
                        "--target-connection-json=" + target,
                        "--database-options-json=" + databases);

        assertThat(exitCode).isZero();
        assertThat(body(0).at("/source/password").asText()).isEqualTo("asked");
        assertThat(body(0).at("/target/password").asText()).isEqualTo("env:P");
        assertThat(body(0).at("/databaseOptions/0/selectedTables/0").asText()).isEqualTo("s.t");
    }

    @Test
    void comparingWhatHasEndedAsksForThePasswordsAgain() throws Exception {
        service.on("GET " + MIGRATIONS + "/shop", 200, "{\"state\": \"Succeeded\"}");
        service.on("POST " + MIGRATIONS + "/shop/comparisons", 202, COMPARED);
        environment.put("GODWIT_SOURCE_PASSWORD", "known");
        typed.add("asked");

        run("compare", "shop");

        assertThat(prompts).singleElement().asString().contains("target server");
        assertThat(body(1).path("sourceServerPassword").asText()).isEqualTo("known");
        assertThat(body(1).path("targetServerPassword").asText()).isEqualTo("asked");
    }

    @Test
    void aComparisonWithoutPasswordsSaysHowToGiveThem() {
        service.on("GET " + MIGRATIONS + "/shop", 200, "{\"state\": \"Succeeded\"}");
        service.on("POST " + MIGRATIONS + "/shop/comparisons", 202, COMPARED);

        run("compare", "shop");

        assertThat(out.toString())
                .contains("connecting to shop failed (AUTHENTICATION_FAILED)")
                .contains("set GODWIT_SOURCE_PASSWORD and GODWIT_TARGET_PASSWORD");
    }

    @Test
    void comparingWhatFollowsAsksForNothing() throws Exception {
        service.on("GET " + MIGRATIONS + "/shop", 200, "{\"state\": \"WaitingForUserAction\"}");
        service.on("POST " + MIGRATIONS + "/shop/comparisons", 202, COMPARED);
        typed.add("not asked for");

        run("compare", "shop");

        assertThat(prompts).isEmpty();
    }

    @Test
    void aMissingPasswordWithoutATerminalSaysHowToGiveIt() throws Exception {
        int exitCode = run("create", "--name", "shop", "--properties", file());

        assertThat(exitCode).isEqualTo(2);
        assertThat(service.requests).isEmpty();
        assertThat(err.toString())
                .contains(
                        "The target server's password is missing",
                        "GODWIT_TARGET_PASSWORD",
                        "env:NAME",
                        "--no-password");
    }

    @Test
    void anAbsentPasswordIsLeftOutWhenThereIsNone() throws Exception {
        service.on("POST " + MIGRATIONS, 201, "{}");

        assertThat(run("create", "--name", "shop", "--no-password", "--properties", file()))
                .isZero();

        assertThat(body(0).at("/properties/secretparameters/AdminCredentials").size()).isEqualTo(1);
    }

    @Test
    void aBrokenFileIsNamedWithoutQuotingIt() throws Exception {
        Path broken = write("broken.json", "{\"password\":\n  hunter2}");

        int exitCode = run("create", "--name", "shop", "--properties", broken.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("broken.json is not JSON at line 2");
        assertThat(err.toString()).doesNotContain("hunter");
    }

    @Test
    void theIdempotencyKeyIsPassedOnAndOtherwiseMade() throws Exception {
        service.on("POST " + MIGRATIONS, 201, "{}");
        environment.put("GODWIT_TARGET_PASSWORD", "x");

        run("create", "--name", "a", "--idempotency-key", "k 1", "--properties", file());
        run("create", "--name", "b", "--properties", file());

        assertThat(service.requests.get(0).header("Idempotency-Key")).contains("k 1");
        assertThat(service.requests.get(1).header("Idempotency-Key")).isPresent();
    }

    @Test
    void waitingShowsLinesAndEndsWithTheOutcome() throws Exception {
        service.on("POST " + MIGRATIONS, 201, Answers.text("copying"))
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("copying"))
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));
        environment.put("GODWIT_TARGET_PASSWORD", "x");

        int exitCode = run("create", "--name", "shop", "--properties", file(), "--wait");

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "    12s  InProgress · MigratingData (Copying)   12 of 31 tables copied, 2"
                                + " copying, 17 queued   412,310 rows, 38.2 MB   41,000 rows/s, 3.9"
                                + " MB/s, about 7s left",
                        " 1m 23s  Succeeded   31 of 31 tables copied   681,204 rows, 91.0 MB",
                        "shop: Succeeded after 1m 23s; 31 of 31 tables copied, 681,204 rows, 91.0"
                                + " MB",
                        "Compared (full): 31 of 31 tables are equal",
                        "  Notice   1 invalid index does not move (INVALID_INDEX_NOT_MOVED)",
                        "           - shop.customer_points_once",
                        "           Rebuild it on the source.");
    }

    @Test
    void barsAreRedrawnOnATerminal() {
        live = true;
        service.on("GET " + MIGRATIONS + "/shop", 200, Answers.text("copying"))
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"))
                .on(
                        "GET "
                                + MIGRATIONS
                                + "/shop/databases/rental_shop/tables?state=Copying&limit=30",
                        200,
                        """
                        {"total": 1, "tables": [{"schema": "shop", "name": "rental",
                          "state": "Copying", "rows": 100, "estimatedRows": 400, "bytes": 9000}]}
                        """);

        assertThat(run("watch", "shop")).isZero();

        String[] frames = out.toString().split("\u001b\\[J", -1);
        assertThat(frames[0]).contains("shop.rental", "25 %", "60 %", "about 7s left");
        assertThat(frames[1]).startsWith("\u001b[4A\r").contains("100 %", "InPlace");
    }

    @Test
    void aFailedMigrationEndsWithItsKindAndSaysWhatToDo() {
        service.on("GET " + MIGRATIONS + "/shop", 200, Answers.text("failed"));

        assertThat(run("watch", "shop")).isEqualTo(4);

        assertThat(out.toString())
                .contains(
                        "Failed: copying table public.film (TARGET_DISK_FULL)",
                        "server: could not extend file",
                        "server: HINT: Check free disk space.",
                        "Free space on the target, then retry.",
                        "godwit retry shop");
    }

    @Test
    void everyOtherEndHasItsExitCode() {
        service.on("GET " + MIGRATIONS + "/a", 200, "{\"state\": \"ValidationFailed\"}")
                .on("GET " + MIGRATIONS + "/b", 200, "{\"state\": \"Canceled\"}");

        assertThat(run("watch", "a")).isEqualTo(7);
        assertThat(run("watch", "b")).isEqualTo(8);
    }

    @Test
    void cancelingEndsWellOnlyWhenItIsCanceled() {
        service.on("POST " + MIGRATIONS + "/a/cancel", 202, "{}")
                .on("GET " + MIGRATIONS + "/a", 200, "{\"state\": \"Canceled\"}")
                .on("POST " + MIGRATIONS + "/b/cancel", 202, "{}")
                .on("GET " + MIGRATIONS + "/b", 200, "{\"state\": \"Succeeded\"}");

        assertThat(run("cancel", "a", "--keep-target", "--wait")).isZero();
        assertThat(run("cancel", "b", "--wait")).isEqualTo(2);

        assertThat(service.requests.get(0).body()).isEqualTo("{\"keepTarget\":true}");
        assertThat(service.requests.get(2).body()).isEqualTo("{\"keepTarget\":false}");
    }

    @Test
    void aServiceThatRestartsIsWaitedFor() {
        String starting =
                """
                {"status": 503, "code": "SERVICE_STARTING", "kind": "TRANSIENT",
                 "detail": "The service is reading its log.", "action": "Repeat in a moment."}
                """;
        service.on("GET " + MIGRATIONS + "/shop", 503, starting)
                .on("GET " + MIGRATIONS + "/shop", 503, starting)
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));

        assertThat(run("watch", "shop")).isZero();

        assertThat(err.toString())
                .isEqualTo("godwit: The service is reading its log. Waiting for it.\n");
    }

    @Test
    void aServiceThatStaysAwayIsWaitedForTwoMinutes() {
        service.on("GET " + MIGRATIONS + "/shop", 503, "{\"detail\": \"Away.\", \"code\": \"X\"}");
        Instant begin = now;

        assertThat(run("watch", "shop")).isEqualTo(5);

        assertThat(Duration.between(begin, now))
                .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(122));
    }

    @Test
    void progressOfScriptsGoesToTheErrorsAndTheLastAnswerToTheOutput() throws Exception {
        service.on("GET " + MIGRATIONS + "/shop", 200, Answers.text("copying"))
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));

        assertThat(run("watch", "shop", "--output", "json")).isZero();

        assertThat(Json.read(out.toString())).isEqualTo(Answers.json("succeeded"));
        assertThat(err.toString()).contains("412,310 rows");
    }

    @Test
    void aProblemIsPrintedAsSentences() {
        service.on(
                "GET " + MIGRATIONS + "?filter=al",
                400,
                """
                {"status": 400, "code": "INVALID_REQUEST", "kind": "USER",
                 "detail": "The request has 2 mistakes; `errors` lists them.",
                 "action": "Correct the request as the detail says and send it again.",
                 "errors": [{"property": "filter", "message": "active or all is expected"},
                            {"property": "x", "message": "no\\u001b[2J such"}]}
                """);

        assertThat(run("list", "--filter", "al")).isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo(
                        """
                        godwit: The request has 2 mistakes; `errors` lists them. (INVALID_REQUEST)
                                - filter: active or all is expected
                                - x: no\\u001b[2J such
                                Correct the request as the detail says and send it again.
                        """);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theKindOfAProblemIsTheExitCode() {
        for (String kind : List.of("USER", "SOURCE", "TARGET", "TRANSIENT", "INTERNAL")) {
            service.on(
                    "GET " + MIGRATIONS + "/" + kind,
                    502,
                    "{\"code\": \"C\", \"detail\": \"D.\", \"kind\": \"" + kind + "\"}");
        }

        assertThat(
                        List.of(
                                run("show", "USER"),
                                run("show", "SOURCE"),
                                run("show", "TARGET"),
                                run("show", "TRANSIENT"),
                                run("show", "INTERNAL")))
                .containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void anotherProgramsAnswerIsRecognizedAsSuch() {
        assertThat(run("show", "shop")).isEqualTo(2);

        assertThat(err.toString())
                .contains("HTTP status 418", "is not one of Godwit's", "--server");
    }

    @Test
    void nothingListeningIsSaidWithWhatToDo() {
        int exitCode = execute("--server", "http://127.0.0.1:1", "list");

        assertThat(exitCode).isEqualTo(5);
        assertThat(err.toString()).contains("cannot be reached", "./godwit serve", "GODWIT_URL");
    }

    @Test
    void theTokenComesFromTheEnvironmentOrTheCommandLine() {
        service.on("GET " + MIGRATIONS + "?filter=all", 200, "{\"migrations\": []}");
        environment.put("GODWIT_TOKEN", "of-environment");

        run("list");
        run("list", "--token", "of-arguments");

        assertThat(service.requests.get(0).header("Authorization"))
                .contains("Bearer of-environment");
        assertThat(service.requests.get(1).header("Authorization")).contains("Bearer of-arguments");
        assertThat(out.toString()).contains("There are no migrations.");
    }

    @Test
    void listsAreAligned() {
        service.on(
                "GET " + MIGRATIONS + "?filter=active",
                200,
                """
                {"migrations": [
                  {"name": "shop", "status": "InProgress", "substate": "MigratingData",
                   "mode": "Offline", "option": "Validate", "source": "old:5432",
                   "sourceType": "AWS", "target": "new:5432", "databases": ["a", "b\\n"],
                   "durationSeconds": 3725.5, "started": "2026-11-21T10:00:00Z", "ended": null}]}
                """);

        run("list", "--filter", "Active");

        assertThat(out.toString().lines().map(line -> line.replaceAll("2026.*", "TIME")))
                .containsExactly(
                        "NAME  STATUS      MODE     TYPE      SOURCE    SOURCE TYPE  DATABASES "
                                + " DURATION  START",
                        "shop  InProgress  Offline  Validate  old:5432  AWS          a, b\\n     "
                                + "  1h 02m  TIME");
    }

    @Test
    void queriesPickFromTheAnswer() {
        service.on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));

        run("show", "shop", "--query", "{state: state, rows: progress.rows}");
        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "{\n  \"state\" : \"Succeeded\",\n  \"rows\" : 681204\n}\n");

        out.getBuffer().setLength(0);
        run("show", "shop", "--query", "[state, databases[0].name]", "--output", "table");
        assertThat(out.toString()).isEqualToIgnoringNewLines("Succeeded\nrental_shop\n");
    }

    @Test
    void aWrongQueryIsAWrongCommandLine() {
        service.on("GET " + MIGRATIONS + "/shop", 200, "{}");

        assertThat(run("show", "shop", "--query", "[[[")).isEqualTo(64);

        assertThat(err.toString()).contains("`[[[` is not valid JMESPath");
    }

    @Test
    void namesAreOrdinaryWhateverTheyContain() {
        String hostile = "a/../b?c=\" ü;\n%";
        String path = "a%2F..%2Fb%3Fc%3D%22%20%C3%BC%3B%0A%25";
        service.on(
                "GET " + MIGRATIONS + "/shop/databases/" + path + "/tables?limit=10000",
                200,
                "{\"total\": 0, \"tables\": []}");

        assertThat(run("tables", "shop", "--database", hostile)).isZero();

        assertThat(out.toString()).contains("No tables are planned.");
    }

    @Test
    void pagesOfTablesArePutTogether() {
        String page = "GET " + MIGRATIONS + "/shop/databases/db/tables?limit=10000";
        service.on(
                        page,
                        200,
                        """
                        {"total": 3, "tables": [
                          {"schema": "s", "name": "one", "state": "Copied", "rows": 1234, "bytes": 5000000,
                           "started": "2026-11-21T10:00:00Z", "ended": "2026-11-21T10:01:05Z",
                           "comparison": {"equal": true}},
                          {"schema": "s", "name": "two\\nlines", "state": "Errored", "rows": 0, "bytes": 0,
                           "estimatedRows": 12000, "error": {"message": "disk full"}}]}
                        """)
                .on(
                        page + "&offset=2",
                        200,
                        """
                        {"total": 3, "tables": [{"schema": "s", "name": "three", "state": "Queued"}]}
                        """);

        assertThat(run("tables", "shop", "-d", "db")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "TABLE         STATE     ROWS  ESTIMATED   BYTES  DURATION  COMPARED  ERROR",
                        "s.one         Copied   1,234             5.0 MB    1m 05s  equal",
                        "s.two\\nlines  Errored      0     12,000     0 B                      disk"
                                + " full",
                        "s.three       Queued       0                0 B");
    }

    @Test
    void followedEventsComeOneByOneUntilTheEnd() {
        service.on(
                        "GET " + MIGRATIONS + "/shop/events",
                        200,
                        "text/event-stream",
                        """
                        : hello
                        id: 1
                        event: work-issued
                        data: {"type": "work-issued", "at": "2026-11-21T10:00:00Z",
                        data:  "payload": {"work": {"id": "copy/0/1", "attempt": 2}}}

                        data: {"type": "migration-succeeded", "at": "2026-11-21T10:01:23Z", "payload": {}}

                        data: {"type": "never-read"}

                        """)
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));

        assertThat(run("events", "shop", "--follow")).isZero();

        assertThat(out.toString().lines().map(line -> line.substring(14)))
                .containsExactly(
                        "work-issued               work=copy/0/1#2", "migration-succeeded");
    }

    @Test
    void followingGoesOnBeyondAFailureThatWasRetried() {
        service.on(
                        "GET " + MIGRATIONS + "/shop/events",
                        200,
                        "text/event-stream",
                        """
                        data: {"type": "migration-failed", "at": "2026-11-21T10:00:00Z", "payload": {}}

                        data: {"type": "retry-requested", "at": "2026-11-21T10:00:10Z", "payload": {}}

                        data: {"type": "migration-succeeded", "at": "2026-11-21T10:01:23Z", "payload": {}}

                        data: {"type": "never-read"}

                        """)
                .on("GET " + MIGRATIONS + "/shop", 200, Answers.text("succeeded"));

        assertThat(run("events", "shop", "--follow", "--output", "json")).isZero();

        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString().lines()).last().asString().contains("migration-succeeded");
    }

    @Test
    void triedServersAreShownSideBySide() throws Exception {
        service.on(
                "POST /api/v1/connections/test",
                200,
                """
                {"ok": false,
                 "source": {"ok": true, "server": "old:5432", "reachable": true,
                   "authenticated": true, "version": "15.4", "ssl": true, "milliseconds": 12,
                   "user": {"name": "dba", "superuser": false, "createDatabase": true,
                     "createRole": false, "replication": true, "bypassRowSecurity": false}},
                 "target": {"ok": false, "server": "new:5432", "reachable": true,
                   "authenticated": false, "milliseconds": 40,
                   "error": {"code": "AUTHENTICATION_FAILED", "kind": "USER",
                     "detail": "The target refused the login.", "action": "Correct the user.",
                     "serverText": "FATAL: password authentication failed"}}}
                """);
        environment.put("GODWIT_TARGET_PASSWORD", "x");

        assertThat(run("test-connection", "--properties", file())).isEqualTo(2);

        assertThat(out.toString().lines())
                .containsExactly(
                        "SERVER  ADDRESS   RESULT                 VERSION  SSL  USER  RIGHTS         "
                                + "               TIME",
                        "source  old:5432  ok                     15.4     yes  dba   createDatabase,"
                                + " replication  12 ms",
                        "target  new:5432  AUTHENTICATION_FAILED                                    "
                                + "               40 ms",
                        "target: The target refused the login. (AUTHENTICATION_FAILED)",
                        "  server: FATAL: password authentication failed",
                        "  Correct the user.");
    }

    @Test
    void oneServerIsTriedByItsAddress() throws Exception {
        service.on("POST /api/v1/connections/databases?side=target", 200, "{\"databases\": []}");
        typed.add("x");

        assertThat(run("databases", "--target", "new:5432@dba")).isZero();

        assertThat(body(0))
                .isEqualTo(
                        Json.read(
                                """
                                {"targetDbServerResourceId": "new:5432@dba",
                                 "SecretParameters": {"AdminCredentials": {"TargetServerPassword": "x"}}}
                                """));
    }

    @Test
    void databasesOfOneSideAskForItsPasswordOnly() throws Exception {
        service.on(
                "POST /api/v1/connections/databases?side=source",
                200,
                """
                {"side": "source", "databases": [{"name": "shop", "owner": "me",
                  "encoding": "UTF8", "collation": "C", "bytes": 123456789}]}
                """);

        assertThat(run("databases", "--properties", file())).isZero();

        assertThat(prompts).isEmpty();
        assertThat(out.toString().lines())
                .containsExactly(
                        "DATABASE  OWNER  ENCODING  COLLATION    SIZE",
                        "shop      me     UTF8      C          123 MB");
    }

    @Test
    void validateShowsEveryRuleAndTheEstimate() {
        service.on(
                "GET " + MIGRATIONS + "/shop",
                200,
                """
                {"name": "shop", "state": "ValidationFailed", "validation": {"status": "Failed",
                  "server": {"rules": [{"code": "WAL_LEVEL", "name": "logical WAL",
                    "status": "Failed", "severity": "Blocking", "message": "it is replica",
                    "meaning": "Nothing can be followed.", "durationSeconds": 0.012,
                    "objects": [], "objectCount": 0, "action": "Set it.", "fixSql": "ALTER …"}]},
                  "databases": [{"database": "rental", "rules": [], "estimate": {"tables": 2,
                    "rows": 1000, "tableBytes": 5000000, "indexes": 1, "indexBytes": 1000,
                    "parts": 2, "diskBytes": 7000000, "leastSeconds": 60, "mostSeconds": 120,
                    "walBytesPerSecond": null, "confidence": "medium",
                    "reasons": ["measured"]}}]}}
                """);

        assertThat(run("validate", "shop")).isZero();

        assertThat(out.toString())
                .contains(
                        "servers  WAL_LEVEL  Failed  Blocking     12 ms  logical WAL",
                        "Nothing can be followed.",
                        "Estimate for rental",
                        "2 tables, 1,000 rows, 5.0 MB in 2 parts",
                        "how sure  medium");
    }

    @Test
    void validatePrintsTheScriptAsItIs() {
        service.on(
                "GET " + MIGRATIONS + "/shop/validation/script?side=source&undo=true",
                200,
                "text/plain",
                "-- Mends\nSELECT 1;\n");

        assertThat(run("validate", "shop", "--fix-script", "source", "--undo")).isZero();

        assertThat(out.toString().lines()).containsExactly("-- Mends", "SELECT 1;");
        assertThat(run("validate", "shop", "--fix-script", "middle")).isEqualTo(64);
    }

    @Test
    void validateAsksAgainAndShowsTheSurroundings() {
        service.on("POST " + MIGRATIONS + "/shop/revalidate?rules=unmet", 202, "{}");
        service.on("POST " + MIGRATIONS + "/shop/revalidate?rules=all", 202, "{}");
        service.on(
                "GET " + MIGRATIONS + "/shop/environment",
                200,
                """
                {"differences": [{"database": null, "category": "setting", "name": "work_mem",
                  "source": "8MB", "target": null}]}
                """);

        assertThat(run("validate", "shop", "--revalidate")).isZero();
        assertThat(run("validate", "shop", "--revalidate", "--all")).isZero();
        assertThat(run("validate", "shop", "--environment")).isZero();

        assertThat(out.toString())
                .contains("Migration shop is validated again.", "setting  work_mem  8MB     -");
    }

    @Test
    void wrongCommandLinesEndWith64() {
        assertThat(run()).isEqualTo(64);
        assertThat(run("lst")).isEqualTo(64);
        assertThat(run("show")).isEqualTo(64);
        assertThat(run("create", "--name", "x")).isEqualTo(64);
        assertThat(run("list", "--output", "yaml")).isEqualTo(64);
        assertThat(execute("list", "--server", "not an address")).isEqualTo(64);

        assertThat(service.requests).isEmpty();
        assertThat(err.toString()).contains("Did you mean: godwit list");
    }

    @Test
    void everyCommandHasHelp() {
        for (var command : GodwitCommand.commandLine(surroundings()).getSubcommands().keySet()) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: godwit " + command, "--server", "--query");
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", service.address()));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return GodwitCommand.run(surroundings(), arguments);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                new TypedTerminal(),
                environment,
                () -> now,
                pause -> now = now.plus(pause));
    }

    private JsonNode body(int request) throws IOException {
        return Json.read(service.requests.get(request).body());
    }

    private String file() throws IOException {
        return write("properties.json", PROPERTIES).toString();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /// Types what was prepared; a terminal without anything prepared is none.
    private final class TypedTerminal implements Terminal {
        @Override
        public boolean live() {
            return live;
        }

        @Override
        public int columns() {
            return 120;
        }

        @Override
        public int rows() {
            return 20;
        }

        @Override
        public Optional<String> password(String prompt) {
            if (typed.isEmpty()) {
                return Optional.empty();
            }
            prompts.add(prompt);
            return Optional.of(typed.removeFirst());
        }
    }
}
