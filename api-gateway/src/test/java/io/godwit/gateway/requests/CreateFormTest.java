package io.godwit.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.Verification;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.problems.RequestMistake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateFormTest {
    private static final CreateForm.Arguments NO_ARGUMENTS =
            new CreateForm.Arguments(null, null, null);

    /// Word for word the reference's, but for the target's address.
    private static final String REFERENCE =
            """
            {
            "properties": {
            "SourceDBServerResourceId": "db.example.org:5431@post@gres",
                    "SecretParameters": {
                        "AdminCredentials": {
                            "SourceServerPassword": "p1",
                            "TargetServerPassword": "p2"
                        }
                    },
                 "targetServerUserName":"admin",
                    "DBsToMigrate": [
                       "ticketdb","timedb","inventorydb"
                    ],
                    "OverwriteDBsInTarget": "true",
                    "MigrationMode": "Offline",
                    "sourceType": "AWS",
            		"sslMode": "Require",
                 "targetDbServerResourceId": "[::1]:6432"
                }
            }
            """;

    private static NewMigration read(String body) {
        return CreateForm.read(body, new CreateForm.Arguments("m", null, null), "secret");
    }

    private static Map<String, String> mistakes(String body) {
        return mistakes(body, new CreateForm.Arguments("m", null, null));
    }

    private static Map<String, String> mistakes(String body, CreateForm.Arguments arguments) {
        InvalidRequestException thrown =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> CreateForm.read(body, arguments, "secret"));
        assertThat(thrown).as(body).isNotNull();
        return thrown.mistakes().stream()
                .collect(
                        Collectors.toMap(
                                RequestMistake::property,
                                RequestMistake::message,
                                (one, other) -> one + "\n" + other));
    }

    private static String flat(String more) {
        return """
        {"sourceDbServerResourceId": "a:5432@u", "targetDbServerResourceId": "b:5432@v"%s}
        """
                .formatted(more.isEmpty() ? "" : ", " + more);
    }

    private static String withDatabase(String more) {
        return flat("\"DBsToMigrate\": [\"d\"]" + (more.isEmpty() ? "" : ", " + more));
    }

    @Test
    void theReferencesBodyIsReadWordForWord() {
        NewMigration read = read(REFERENCE);

        assertThat(read.spec())
                .isEqualTo(
                        new MigrationSpec(
                                "m",
                                Mode.OFFLINE,
                                Option.VALIDATE_AND_MIGRATE,
                                SourceType.AWS,
                                new Server(
                                        "db.example.org",
                                        5431,
                                        "post@gres",
                                        "postgres",
                                        SslMode.REQUIRE,
                                        null),
                                new Server("::1", 6432, "admin", "postgres", SslMode.REQUIRE, null),
                                List.of(
                                        new DatabaseSpec("ticketdb", "ticketdb", TableFilter.ALL),
                                        new DatabaseSpec("timedb", "timedb", TableFilter.ALL),
                                        new DatabaseSpec(
                                                "inventorydb", "inventorydb", TableFilter.ALL)),
                                true,
                                false,
                                false,
                                Verification.FULL,
                                MigrationSpec.DEFAULT_PARALLELISM,
                                "secret"));
        assertThat(read.passwords().source()).isEqualTo("p1");
        assertThat(read.passwords().target()).isEqualTo("p2");
    }

    @Test
    void theCaseOfKeysDoesNotMatterAtAnyLevel() {
        NewMigration as = read(REFERENCE);

        String lower = REFERENCE;
        for (String key :
                List.of(
                        "properties",
                        "SourceDBServerResourceId",
                        "SecretParameters",
                        "AdminCredentials",
                        "SourceServerPassword",
                        "TargetServerPassword",
                        "targetServerUserName",
                        "DBsToMigrate",
                        "OverwriteDBsInTarget",
                        "MigrationMode",
                        "sourceType",
                        "sslMode")) {
            lower = lower.replace("\"" + key + "\"", "\"" + key.toUpperCase(Locale.ROOT) + "\"");
        }

        assertThat(lower).contains("ADMINCREDENTIALS");
        assertThat(read(lower)).isEqualTo(as);
    }

    @Test
    void theFormWithSeparateFilesIsReadWordForWord() {
        NewMigration read =
                read(
                        """
                        {"source": {"userName": "postgres", "password": null,
                                    "serverName": "13.51.14.222", "databaseName": "dvdrental",
                                    "port": 5432},
                         "target": {"userName": "dms@builddemotarget", "password": "pw",
                                    "serverName": " builddemotarget.example.org",
                                    "databaseName": "inventory", "port": 5432},
                         "databaseOptions": [
                           {"name": "dvdrental", "target_database_name": "inventory",
                            "selectedTables": ["public.actor", "public.\\"odd.name\\""]}]}
                        """);

        MigrationSpec spec = read.spec();
        assertThat(spec.source())
                .isEqualTo(
                        new Server(
                                "13.51.14.222",
                                5432,
                                "postgres",
                                "dvdrental",
                                SslMode.PREFER,
                                null));
        assertThat(spec.target().host()).isEqualTo("builddemotarget.example.org");
        assertThat(spec.target().maintenanceDatabase())
                .as("not the one that is to be replaced")
                .isEqualTo("postgres");
        assertThat(spec.databases())
                .containsExactly(
                        new DatabaseSpec(
                                "dvdrental",
                                "inventory",
                                new TableFilter(
                                        List.of("public.actor", "public.\"odd.name\""),
                                        List.of())));
        assertThat(read.passwords().source()).isNull();
        assertThat(read.passwords().target()).isEqualTo("pw");
    }

    @Test
    void aReferenceToAPasswordIsKeptWithTheServerAndIsNoSecret() {
        NewMigration read =
                read(
                        withDatabase(
                                """
                                "SecretParameters": {"AdminCredentials": {
                                  "SourceServerPassword": "env:SOURCE_PW",
                                  "TargetServerPassword": "file:/run/secrets/target"}}
                                """));

        assertThat(read.spec().source().passwordReference()).isEqualTo("env:SOURCE_PW");
        assertThat(read.spec().target().passwordReference()).isEqualTo("file:/run/secrets/target");
        assertThat(read.passwords().source()).isNull();
        assertThat(read.passwords().target()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "VerifyFull, VERIFY_FULL",
        "verify-full, VERIFY_FULL",
        "verify_ca, VERIFY_CA",
        "Require, REQUIRE",
        "required, REQUIRE",
        "preferred, PREFER",
        "disable, DISABLE"
    })
    void sslModesAreReadInAnySpelling(String text, SslMode mode) {
        MigrationSpec spec = read(withDatabase("\"sslMode\": \"" + text + "\"")).spec();

        assertThat(spec.source().sslMode()).isEqualTo(mode);
        assertThat(spec.target().sslMode()).isEqualTo(mode);
    }

    @Test
    void eachSideMayHaveItsOwnSslMode() {
        MigrationSpec spec =
                read(withDatabase("\"sslMode\": \"Require\", \"targetSslMode\": \"Disable\""))
                        .spec();

        assertThat(spec.source().sslMode()).isEqualTo(SslMode.REQUIRE);
        assertThat(spec.target().sslMode()).isEqualTo(SslMode.DISABLE);
    }

    @ParameterizedTest
    @CsvSource({"'\"false\"', false", "false, false", "'\"True\"', true", "true, true"})
    void overwriteIsTextOrBoolean(String json, boolean meant) {
        assertThat(read(withDatabase("\"OverwriteDBsInTarget\": " + json)).spec().overwrite())
                .isEqualTo(meant);
    }

    @Test
    void queryAndBodyMayBothNameTheMigrationIfTheyAgree() {
        CreateForm.Arguments arguments = new CreateForm.Arguments("m", "offline", "validate");
        String same = withDatabase("\"migrationName\": \"m\", \"option\": \"Validate\"");

        assertThat(CreateForm.read(same, arguments, "s").spec().option())
                .isEqualTo(Option.VALIDATE);
        assertThat(mistakes(withDatabase("\"name\": \"n\""), arguments))
                .hasEntrySatisfying(
                        "name", message -> assertThat(message).contains("body and query differ"));
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsProperty() {
        Map<String, String> mistakes =
                mistakes(
                        """
                        {"properties": {
                          "sourceDbServerResourceId": "nonsense:port@x",
                          "targetDbServerResourceId": "host:99999@x",
                          "SecretParameters": {"AdminCredential": {}},
                          "DBsToMigrate": ["a", "a", "", 7,
                             {"name": "b", "target_database_name": "c"},
                             {"name": "c", "selectedTable": []}],
                          "OverwriteDBsInTarget": "perhaps",
                          "MigrationOption": "Validat",
                          "sourceTyp": "AWS",
                          "sslMode": "Requir",
                          "parallelism": 65}}
                        """,
                        new CreateForm.Arguments("-m", "sideways", null));

        assertThat(mistakes)
                .containsOnlyKeys(
                        "name",
                        "properties.sourceDbServerResourceId",
                        "properties.targetDbServerResourceId",
                        "properties.SecretParameters.AdminCredential",
                        "properties.DBsToMigrate[1]",
                        "properties.DBsToMigrate[2]",
                        "properties.DBsToMigrate[3]",
                        "properties.DBsToMigrate[5]",
                        "properties.DBsToMigrate[5].selectedTable",
                        "properties.OverwriteDBsInTarget",
                        "properties.MigrationOption",
                        "MigrationMode",
                        "properties.sourceTyp",
                        "properties.sslMode",
                        "properties.parallelism");
        assertThat(mistakes.get("properties.sourceTyp")).contains("did you mean sourceType?");
        assertThat(mistakes.get("properties.SecretParameters.AdminCredential"))
                .contains("did you mean AdminCredentials?");
        assertThat(mistakes.get("properties.MigrationOption")).contains("did you mean Validate?");
        assertThat(mistakes.get("properties.DBsToMigrate[5]")).contains("DBsToMigrate[4]");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(mistakes("{}", NO_ARGUMENTS))
                .containsOnlyKeys(
                        "name",
                        "sourceDbServerResourceId",
                        "targetDbServerResourceId",
                        "DBsToMigrate");
        assertThat(mistakes("{\"source\": {}, \"target\": {\"serverName\": \"h\"}}"))
                .containsOnlyKeys("source.serverName", "target.userName", "DBsToMigrate");
    }

    @Test
    void aKeyThatStandsTwiceInDifferentCaseIsAMistake() {
        assertThat(mistakes(withDatabase("\"sslMode\": \"Prefer\", \"SSLMODE\": \"Require\"")))
                .containsOnlyKeys("SSLMODE");
        assertThat(mistakes(withDatabase("\"dbsToMigrate\": [\"e\"]")))
                .containsOnlyKeys("dbsToMigrate");
        assertThat(mistakes(withDatabase("\"databases\": [\"e\"]"))).containsOnlyKeys("databases");
        assertThat(mistakes(withDatabase("\"sslMode\": \"Prefer\", \"sslMode\": \"Require\"")))
                .containsOnlyKeys("body");
    }

    @Test
    void aServerThatIsGivenInBothFormsIsAMistake() {
        assertThat(mistakes(withDatabase("\"source\": {\"serverName\": \"x\"}")))
                .containsOnlyKeys("sourceDbServerResourceId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1:5432@u",
                "postgres://u@h:5432/d",
                "/subscriptions/1/servers/x",
                "h:0@u",
                "h,i:5432@u",
                "h:5432@",
                "a b:5432@u",
                "h/d:5432@u"
            })
    void whatIsNoAddressIsRefused(String address) {
        String body =
                """
                {"sourceDbServerResourceId": "%s", "targetDbServerResourceId": "b:1@v",
                 "DBsToMigrate": ["d"]}
                """
                        .formatted(address);

        assertThat(mistakes(body)).containsOnlyKeys("sourceDbServerResourceId");
    }

    @ParameterizedTest
    @CsvSource({
        "[::1]:5432@u, ::1, 5432, u",
        "10.0.0.1:1@a@b:c, 10.0.0.1, 1, a@b:c",
        "some_host@u, some_host, 5432, u",
        "bücher.example:6000@ü, bücher.example, 6000, ü"
    })
    void addressesAreTakenApart(String text, String host, int port, String user) {
        Mistakes mistakes = new Mistakes();

        assertThat(ServerAddress.parse(text, "p", mistakes))
                .isEqualTo(new ServerAddress(host, port, user));
        assertThat(mistakes.any()).isFalse();
    }

    @Test
    void hostileDatabaseNamesAreOrdinaryNames() {
        for (String name : List.of("\\\"; drop table x; --", "a b", "ü", "%", "x".repeat(63))) {
            assertThat(read(flat("\"databases\": [\"" + name + "\"]")).spec().databases())
                    .hasSize(1);
        }
        assertThat(mistakes(flat("\"databases\": [\"" + "ü".repeat(32) + "\"]")))
                .containsOnlyKeys("databases[0]");
    }

    @Test
    void anOnlineMigrationComparesAtItsCutoverOnlyIfAskedTo() {
        assertThat(read(withDatabase("\"MigrationMode\": \"Online\"")).spec().verification())
                .isEqualTo(Verification.NONE);
        assertThat(
                        read(withDatabase(
                                        "\"MigrationMode\": \"Online\", \"verification\": \"full\""))
                                .spec()
                                .verification())
                .isEqualTo(Verification.FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[]", "7", "null", "{", "{\"a\": tr}", "{} {}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(mistakes(body)).containsOnlyKeys("body");
    }
}
