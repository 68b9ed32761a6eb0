package io.godwit.copy.rows;

import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.sourceDigest;
import static io.godwit.copy.testing.CopyFixture.sourceValue;
import static io.godwit.copy.testing.CopyFixture.targetDigest;
import static io.godwit.copy.testing.CopyFixture.targetValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.copy.testing.CopyFixture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Each built-in type has a table of its own, so that it travels in its own form, and one that a
/// domain forces into text.
class ValueFidelityTest {
    private static final Map<String, List<String>> VALUES = new TreeMap<>();

    static {
        VALUES.put("boolean", List.of("true", "false"));
        VALUES.put("smallint", List.of("-32768", "32767", "0"));
        VALUES.put("integer", List.of("-2147483648", "2147483647"));
        VALUES.put("bigint", List.of("-9223372036854775808", "9223372036854775807"));
        VALUES.put(
                "numeric",
                List.of(
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0.000",
                        "-0",
                        "1e-16383",
                        "1e131071",
                        "123456789012345678901234567890.123456789000"));
        VALUES.put("numeric(10,3)", List.of("NaN", "9999999.999", "1.5"));
        VALUES.put(
                "real",
                List.of("NaN", "Infinity", "-0", "1e-45", "3.4028235e38", "0.1", "1.1754944e-38"));
        VALUES.put(
                "double precision",
                List.of("NaN", "-Infinity", "-0", "5e-324", "1.7976931348623157e308", "0.1"));
        VALUES.put("money", List.of("-92233720368547758.08", "92233720368547758.07"));
        VALUES.put("text", List.of("", " ", "\\N", "\\.", "a\tb\nc\rd\\e", "é中😀", "NULL"));
        VALUES.put("character varying(9)", List.of("", "  x  ", "é中😀"));
        VALUES.put("character(5)", List.of("", "a", "é中😀"));
        VALUES.put("\"char\"", List.of("", "a", "\\377"));
        VALUES.put("name", List.of("", "é", "x".repeat(63)));
        VALUES.put("bytea", List.of("\\x", "\\x00ff0a0d5c", "\\x" + "00".repeat(3000)));
        VALUES.put("date", List.of("infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"));
        VALUES.put("time", List.of("00:00", "24:00", "23:59:59.999999"));
        VALUES.put("time with time zone", List.of("00:00+15:59:59", "24:00-15:59:59"));
        VALUES.put(
                "timestamp",
                List.of(
                        "infinity",
                        "-infinity",
                        "4714-11-24 00:00 BC",
                        "294276-12-31 23:59:59.999999"));
        VALUES.put(
                "timestamp with time zone",
                List.of(
                        "infinity",
                        "0001-01-01 00:00+00 BC",
                        "1880-01-01 00:00:00.000001+05:41:16"));
        VALUES.put(
                "interval",
                List.of(
                        "0",
                        "-178000000 years",
                        "1 mon -1 day 00:00:00.000001",
                        "-2562047788:00:54.775807"));
        VALUES.put("uuid", List.of("00000000-0000-0000-0000-000000000000", "f".repeat(32)));
        VALUES.put("json", List.of("null", "{\"b\" : 1,  \"a\":1,\"a\":2}", "\"\\u0000\""));
        VALUES.put("jsonb", List.of("null", "1e400", "1.10", "{\"b\":[1,{}],\"a\":\"\\\\\\n\"}"));
        VALUES.put("jsonpath", List.of("$.a[*] ? (@ > 1)"));
        VALUES.put("xml", List.of("<a>é</a>", "text &amp; more"));
        VALUES.put("inet", List.of("::1", "1.2.3.4/8", "::ffff:1.2.3.4/64"));
        VALUES.put("cidr", List.of("10.0.0.0/8", "::/0"));
        VALUES.put("macaddr", List.of("ff:ff:ff:ff:ff:ff"));
        VALUES.put("macaddr8", List.of("ff:ff:ff:ff:ff:ff:ff:ff"));
        VALUES.put("bit(9)", List.of("101010101"));
        VALUES.put("bit varying", List.of("", "1", "101010101"));
        VALUES.put("point", List.of("(NaN,-0)", "(1e-300,Infinity)"));
        VALUES.put("line", List.of("{1,-2,3}"));
        VALUES.put("lseg", List.of("[(0,0),(1,1e-9)]"));
        VALUES.put("box", List.of("(2,3),(0,1)"));
        VALUES.put("path", List.of("((0,0),(1,1))", "[(0,0),(1,1)]"));
        VALUES.put("polygon", List.of("((0,0),(1,1),(2,0))"));
        VALUES.put("circle", List.of("<(0,0),1e-5>"));
        VALUES.put("int4range", List.of("empty", "(,)", "[1,5)"));
        VALUES.put("int8range", List.of("(,5)"));
        VALUES.put("numrange", List.of("empty", "(1.50,NaN]"));
        VALUES.put("tsrange", List.of("[-infinity,infinity]"));
        VALUES.put("tstzrange", List.of("[2000-01-01 00:00:00.5+01,)"));
        VALUES.put("daterange", List.of("[2000-01-01,infinity)"));
        VALUES.put("int4multirange", List.of("{}", "{[1,2),[5,)}"));
        VALUES.put("tsvector", List.of("", "'a b':1A,2 'c'':3'"));
        VALUES.put("tsquery", List.of("", "'a' & !'b':*A <2> 'c'"));
        VALUES.put("oid", List.of("0", "4294967295"));
        VALUES.put("regclass", List.of("pg_class"));
        VALUES.put("pg_lsn", List.of("FFFFFFFF/FFFFFFFF"));
        VALUES.put("xid", List.of("4294967295"));
        VALUES.put("integer[]", List.of("{}", "{NULL,1}", "[-1:0][5:6]={{1,2},{3,NULL}}"));
        VALUES.put("text[]", List.of("{\"\",NULL,\"NULL\",\"a,b\",\"\\\\\"}"));
        VALUES.put("numeric[]", List.of("{NaN,1.00}"));
        VALUES.put("double precision[]", List.of("{NaN,-0}"));
        VALUES.put("timestamp with time zone[]", List.of("{infinity}"));
        VALUES.put("character(3)[]", List.of("{a,NULL}"));
        VALUES.put("jsonb[]", List.of("{\"{\\\"a\\\": 1}\"}"));
        VALUES.put("bytea[]", List.of("{\"\\\\x00ff\"}"));
        VALUES.put("inet[]", List.of("{1.2.3.4/8,::1}"));
    }

    @Test
    void everyBuiltInTypeArrivesAsItWas() throws Exception {
        StringBuilder ddl = new StringBuilder("CREATE DOMAIN d AS int");
        int number = 0;
        for (String type : VALUES.keySet()) {
            ddl.append("; CREATE TABLE own").append(number).append(" (v ").append(type);
            ddl.append("); CREATE TABLE texts").append(number).append(" (v ").append(type);
            ddl.append(", forced d)");
            number++;
        }
        make(ddl.toString());
        number = 0;
        for (List<String> values : VALUES.values()) {
            for (String value : values) {
                String literal = io.godwit.common.postgres.Quote.literal(value);
                onSource(
                        "INSERT INTO own" + number + " VALUES (" + literal + ")",
                        "INSERT INTO texts" + number + " VALUES (" + literal + ", 1)");
            }
            onSource(
                    "INSERT INTO own" + number + " VALUES (NULL)",
                    "INSERT INTO texts" + number + " VALUES (NULL)");
            number++;
        }
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            number = 0;
            for (String type : VALUES.keySet()) {
                for (String table : List.of("own" + number, "texts" + number)) {
                    assertThat(targetDigest(table))
                            .as("%s in %s", type, table)
                            .isEqualTo(sourceDigest(table))
                            .startsWith((VALUES.getOrDefault(type, List.of()).size() + 1) + " ");
                }
                number++;
            }
        }
    }

    @Test
    void theBitsOfNumbersThatAreNoneArriveInBinaryForm() throws Exception {
        make("CREATE TABLE t (v double precision)");
        onSource("INSERT INTO t VALUES ('NaN'), ('-0'), ('Infinity'), (0)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            String bits = "SELECT string_agg(float8send(v)::text, ',' ORDER BY ctid) FROM t";
            assertThat(targetValue(bits)).isEqualTo(sourceValue(bits));
        }
    }

    @Test
    void aTableWhoseTypesDifferOnTheTargetTravelsAsText() throws Exception {
        make("CREATE TABLE t (v int, w text)");
        onSource("INSERT INTO t SELECT g, g::text FROM generate_series(1, 10) g");
        CopyFixture.onTarget("ALTER TABLE t ALTER v TYPE bigint, ALTER w TYPE varchar");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t"));
        }
    }
}
