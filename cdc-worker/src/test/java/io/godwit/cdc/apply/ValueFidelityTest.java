package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the source prints is what the target prints, for every type and its odd values, by every
/// kind of change, on each of the ways that apply writes.
class ValueFidelityTest extends AppliedDatabaseTests {
    private static final String HOSTILE = "\"Types \"\"; drop table x; -- ü'\\\n%s?{d}\"";

    /// A type, and literals of it.
    private record Sample(String type, List<String> literals) {
        static Sample of(String type, String... literals) {
            return new Sample(type, List.of(literals));
        }
    }

    private static final List<Sample> SAMPLES =
            List.of(
                    Sample.of("smallint", "'-32768'", "'32767'"),
                    Sample.of("integer", "'-2147483648'", "'2147483647'"),
                    Sample.of("bigint", "'-9223372036854775808'", "'9223372036854775807'"),
                    Sample.of(
                            "numeric",
                            "'NaN'",
                            "'Infinity'",
                            "'-Infinity'",
                            "'0.000'",
                            "'1.10'",
                            "repeat('9', 131072)::numeric",
                            "('0.' || repeat('1', 16383))::numeric"),
                    Sample.of("numeric(12,4)", "'-99999999.9999'", "'NaN'", "'0'"),
                    Sample.of(
                            "real",
                            "'NaN'",
                            "'Infinity'",
                            "'-0'",
                            "'1e-45'",
                            "'3.4028235e38'",
                            "'0.1'"),
                    Sample.of(
                            "double precision",
                            "'NaN'",
                            "'-Infinity'",
                            "'-0'",
                            "'5e-324'",
                            "'1.7976931348623157e308'",
                            "'0.1'"),
                    Sample.of("money", "'-92233720368547758.08'", "'0.01'"),
                    Sample.of("boolean", "true", "false"),
                    Sample.of(
                            "text",
                            "''",
                            "'\\N'",
                            "E'\\\\N\\t\\n\\r\\b\\f\\v\\\\.'",
                            "'__debezium_unavailable_value'",
                            "'NULL'",
                            "'ünïcødé 🐦 \u0001'",
                            "repeat('long ', 5000)"),
                    Sample.of("varchar(20)", "'  padded  '", "''"),
                    Sample.of("char(5)", "'ab'", "''"),
                    Sample.of("\"char\"", "'a'", "''"),
                    Sample.of("name", "'a name'"),
                    Sample.of(
                            "bytea",
                            "'\\x'",
                            "'\\x00ff5c0a09'",
                            "decode(repeat('ab', 9000), 'hex')"),
                    Sample.of(
                            "date",
                            "'infinity'",
                            "'-infinity'",
                            "'4713-01-01 BC'",
                            "'5874897-12-31'"),
                    Sample.of("time", "'24:00:00'", "'00:00:00.000001'"),
                    Sample.of("time(2)", "'12:34:56.78'"),
                    Sample.of("timetz", "'24:00:00-15:59'", "'00:00:00.1+15:59'"),
                    Sample.of(
                            "timestamp",
                            "'infinity'",
                            "'-infinity'",
                            "'4713-01-01 00:00:00 BC'",
                            "'294276-12-31 23:59:59.999999'"),
                    Sample.of(
                            "timestamptz",
                            "'infinity'",
                            "'0001-01-01 00:00:00+00 BC'",
                            "'2026-03-29 02:30:00.123456+05:45'"),
                    Sample.of(
                            "interval",
                            "'1 year -2 mons +3 days -04:05:06.789'",
                            "'-178000000 years'",
                            "'00:00:00'"),
                    Sample.of("interval day to second(1)", "'1 day 00:00:00.1'"),
                    Sample.of("uuid", "'00000000-0000-0000-0000-000000000000'"),
                    Sample.of("json", "'{\"b\": 1,  \"b\": 2, \"ü\": \"\\u00e9\"}'", "'null'"),
                    Sample.of("jsonb", "'{\"b\": 1, \"a\": [1e400, null, \"🐦\"]}'", "'null'"),
                    Sample.of("jsonpath", "'$.a[*] ? (@ > 1)'"),
                    Sample.of("xml", "'<a b=\"c\">&amp;ü</a>'", "'text only'"),
                    Sample.of("inet", "'192.168.0.1/24'", "'::1'"),
                    Sample.of("cidr", "'10.0.0.0/8'"),
                    Sample.of("macaddr", "'08:00:2b:01:02:03'"),
                    Sample.of("macaddr8", "'08:00:2b:01:02:03:04:05'"),
                    Sample.of("bit(3)", "B'101'"),
                    Sample.of("bit varying", "B''", "B'1'"),
                    Sample.of("point", "'(1e-300,NaN)'", "'(Infinity,-0)'"),
                    Sample.of("line", "'{1,-1,0.5}'"),
                    Sample.of("lseg", "'[(0,0),(1,1)]'"),
                    Sample.of("box", "'(1,1),(0,0)'"),
                    Sample.of("path", "'[(0,0),(1,1)]'", "'((0,0),(1,1))'"),
                    Sample.of("polygon", "'((0,0),(1,1),(1,0))'"),
                    Sample.of("circle", "'<(0,0),1>'"),
                    Sample.of("tsvector", "'''a b'':1A ''it''''s'':2,3B'"),
                    Sample.of("tsquery", "'''fat'' & (''rat'':AB | !''cat'':*)'"),
                    Sample.of("pg_lsn", "'FFFFFFFF/FFFFFFFF'", "'0/0'"),
                    Sample.of("xid8", "'18446744073709551615'"),
                    Sample.of("xid", "'4294967295'"),
                    Sample.of("oid", "'4294967295'"),
                    Sample.of("tid", "'(4294967295,65535)'"),
                    Sample.of("regclass", "'pg_catalog.pg_class'"),
                    Sample.of("regtype", "'integer'"),
                    Sample.of("pg_snapshot", "'10:20:10,14,15'"),
                    Sample.of("txid_snapshot", "'10:20:10,14,15'"),
                    Sample.of("int4range", "'[1,10)'", "'empty'", "'(,)'"),
                    Sample.of("numrange", "'[1.10,NaN)'"),
                    Sample.of("tsrange", "'[\"2020-01-01\",infinity]'"),
                    Sample.of("tstzrange", "'(\"2020-01-01 00:00:00+05:45\",)'"),
                    Sample.of("daterange", "'[-infinity,2020-01-01)'"),
                    Sample.of("int8multirange", "'{[1,2),[5,)}'", "'{}'"),
                    Sample.of(
                            "integer[]",
                            "'[0:2]={1,NULL,3}'",
                            "'{}'",
                            "'[-1:0][2:3]={{1,2},{3,4}}'"),
                    Sample.of("text[]", "ARRAY['NULL', NULL, '', 'a\"b\\c', '{,}', ' x ']"),
                    Sample.of("numeric(5,2)[]", "'{1.10,NaN}'"),
                    Sample.of("timestamptz[]", "'{infinity,\"0044-03-15 12:00:00+00 BC\"}'"),
                    Sample.of("jsonb[]", "ARRAY['{\"a\":\"\\\"\"}'::jsonb, NULL]"),
                    Sample.of("bytea[]", "ARRAY['\\x00'::bytea, '\\x']"),
                    Sample.of("odd.\"Mood\"", "'happy, \"very\"'", "'''sad''\\'"),
                    Sample.of("odd.\"Mood\"[]", "ARRAY['happy, \"very\"', NULL]::odd.\"Mood\"[]"),
                    Sample.of("odd.pair", "ROW(1, 'a,\"b\\(')", "ROW(NULL, NULL)", "ROW(NULL, '')"),
                    Sample.of("odd.pair[]", "ARRAY[ROW(1, 'x')::odd.pair, NULL]"),
                    Sample.of("odd.nested", "ROW(ROW(1, 'x, \"y\"'), ARRAY[1, NULL])"),
                    Sample.of("odd.positive", "1"),
                    Sample.of("odd.positive[]", "ARRAY[1, 2]::odd.positive[]"),
                    Sample.of("odd.mood_domain", "'happy, \"very\"'"),
                    Sample.of("odd.float_range", "'[-0,Infinity)'"),
                    Sample.of("hstore", "'\"a=>b\"=>\"c\\\"\", n=>NULL'", "''"),
                    Sample.of("hstore[]", "ARRAY['a=>1'::hstore, NULL]"),
                    Sample.of("ltree", "'Top.Science.Astronomy'", "''"),
                    Sample.of("lquery", "'*.foo*@|bar{1,}.*'"),
                    Sample.of("citext", "'MiXeD'", "''"));

    private static String[] setup() {
        List<String> setup =
                new ArrayList<>(
                        List.of(
                                "CREATE EXTENSION hstore",
                                "CREATE EXTENSION ltree",
                                "CREATE EXTENSION citext",
                                "CREATE SCHEMA odd",
                                "CREATE TYPE odd.\"Mood\" AS ENUM ('happy, \"very\"', '''sad''\\')",
                                "CREATE TYPE odd.pair AS (a int, b text)",
                                "CREATE TYPE odd.nested AS (p odd.pair, n int[])",
                                "CREATE DOMAIN odd.positive AS int NOT NULL CHECK (VALUE > 0)",
                                "CREATE DOMAIN odd.mood_domain AS odd.\"Mood\"",
                                "CREATE TYPE odd.float_range AS RANGE (subtype = float8)"));
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < SAMPLES.size(); i++) {
            columns.append(", \"c ").append(i).append("\" ").append(SAMPLES.get(i).type());
        }
        setup.add("CREATE TABLE " + HOSTILE + " (id int PRIMARY KEY" + columns + ")");
        setup.add("CREATE TABLE no_key (id int" + columns + ")");
        setup.add("ALTER TABLE no_key REPLICA IDENTITY FULL");
        return setup.toArray(String[]::new);
    }

    /// Row after row of samples; a type with fewer of them begins again.
    private static String values(int row) {
        StringBuilder values = new StringBuilder();
        for (Sample sample : SAMPLES) {
            String literal = sample.literals().get(row % sample.literals().size());
            values.append(", (").append(literal).append(")::").append(sample.type());
        }
        return values.toString();
    }

    private static String assignments(int row) {
        StringBuilder assignments = new StringBuilder();
        for (int i = 0; i < SAMPLES.size(); i++) {
            Sample sample = SAMPLES.get(i);
            String literal = sample.literals().get(row % sample.literals().size());
            assignments
                    .append(i == 0 ? "" : ", ")
                    .append("\"c %d\" = (%s)::%s".formatted(i, literal, sample.type()));
        }
        return assignments.toString();
    }

    private void everyKindOfChange() {
        for (String table : List.of(HOSTILE, "no_key")) {
            for (int row = 0; row < 7; row++) {
                database.execute("INSERT INTO " + table + " SELECT " + row + values(row));
            }
        }
        database.drain();
        assertThat(database.differences()).isEmpty();
        for (String table : List.of(HOSTILE, "no_key")) {
            for (int row = 0; row < 6; row++) {
                database.execute(
                        "UPDATE %s SET %s WHERE id = %d"
                                .formatted(table, assignments(row + 1), row));
            }
            database.execute("DELETE FROM " + table + " WHERE id = 6");
        }
        database.drain();
        assertThat(database.differences()).isEmpty();
        database.execute("DELETE FROM " + HOSTILE, "DELETE FROM no_key");
        database.drain();
        assertThat(database.target("SELECT count(*) FROM " + HOSTILE)).isEqualTo("0");
        assertThat(database.target("SELECT count(*) FROM no_key")).isEqualTo("0");
        everyTypeCanBeComparedAsAWhole();
    }

    /// Otherwise rows without a key would have been updated one by one, where they are.
    private void everyTypeCanBeComparedAsAWhole() {
        database.stopApply();
        String rows = "SELECT %s FROM pg_stat_user_tables WHERE relname = 'no_key'";
        database.await(
                "the server's statistics",
                () -> !database.target(rows.formatted("n_tup_del")).equals("0"));
        assertThat(database.target(rows.formatted("n_tup_upd"))).isEqualTo("0");
    }

    @Test
    void everyTypeBySingleStatements() {
        create("fidelity_rows", setup());
        database.startApply();
        everyKindOfChange();
    }

    @Test
    void everyTypeBySets() {
        create("fidelity_sets", setup()).with(Settings.withFewRows(0));
        database.startApply();
        everyKindOfChange();
    }
}
