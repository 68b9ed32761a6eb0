package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((k)::text = ANY ((ARRAY['a'::character varying, 'b,]'::character varying])::text[]))"
                        + "|((k)::text = ANY (ARRAY[('a'::character varying)::text,"
                        + " ('b,]'::character varying)::text]))",
                "(ARRAY[(a + 1), b])::numeric(5,2)[]|ARRAY[((a + 1))::numeric(5,2), (b)::numeric(5,2)]",
                "(ARRAY[ARRAY[x], ARRAY[y]])::shop.\"odd [\"[]"
                        + "|ARRAY[ARRAY[(x)::shop.\"odd [\"], ARRAY[(y)::shop.\"odd [\"]]",
                "(((a >= 1) AND (a <= 6)) AND (b = 2))|((a >= 1) AND (a <= 6) AND (b = 2))",
                "((((a) OR (b)) OR (c)) OR (d))|((a) OR (b) OR (c) OR (d))",
                "CREATE TRIGGER t EXECUTE PROCEDURE f()|CREATE TRIGGER t EXECUTE FUNCTION f()",
                "SELECT a ,  b FROM t|SELECT a, b FROM t",
            })
    void theSameDefinitionIsRecognizedAfterADump(String one, String other) {
        assertThat(PrintedText.of(one).sameAs(PrintedText.of(other))).isTrue();
        assertThat(PrintedText.of(other).sameAs(PrintedText.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((a + b) * c)|(a + (b * c))",
                "(x)::integer|(x)::bigint",
                "(x)::integer|x",
                "(x)::numeric(5,2)|(x)::numeric(5,3)",
                "'a'::text|'a'::character varying",
                "'a  b'::text|'a b'::text",
                "((a AND b) OR c)|(a AND b OR c)",
                "(a AND (b OR c))|((a AND b) OR c)",
                "(a AND (b AND c))|(a AND b AND c)",
                "((a OR b) AND c)|(a OR b AND c)",
                "(ARRAY['a'::text])::character varying[]|ARRAY['a'::text]",
                "(ARRAY['a'::text])::character varying[]|ARRAY[('a'::text)::character varying(3)]",
                "(ARRAY['a'::text])::character varying[]|ARRAY[('b'::text)::character varying]",
                "(ARRAY[a, b])::text[]|ARRAY[(a)::text, b]",
                "lower(a)|upper(a)",
                "f(a)|f a",
                "(a)) OR (b)|(a)) OR (c)",
                "t.a|a",
                "EXECUTE FUNCTION f()|EXECUTE FUNCTION g()",
            })
    void everyOtherDifferenceCounts(String one, String other) {
        assertThat(PrintedText.of(one).sameAs(PrintedText.of(other))).isFalse();
        assertThat(PrintedText.of(other).sameAs(PrintedText.of(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT t.a, t.t AS b FROM s.t WHERE (t.a = 1)"
                        + "|SELECT a, t AS b FROM s.t WHERE (a = 1)|true",
                "SELECT \"T\".\"A\" FROM s.\"T\"|SELECT \"A\" FROM s.\"T\"|true",
                "SELECT (t.a).b FROM t|SELECT (a).b FROM t|true",
                "SELECT t.a FROM t|SELECT b FROM t|false",
                "SELECT t.a FROM t|SELECT a FROM u|false",
                "SELECT t.a, u.b FROM t|SELECT a, b FROM t|false",
                "SELECT t.a FROM t|SELECT a FROM t WHERE a|false",
                "SELECT t.a FROM t WHERE t.a|SELECT a FROM t|false",
                "SELECT t.a FROM s.t|SELECT a FROM t|false",
            })
    void aViewOfOneRelationIsPrintedWithoutItsNameByLaterServers(
            String older, String newer, boolean same) {
        assertThat(PrintedText.of(older).sameViewAs(PrintedText.of(newer))).isEqualTo(same);
    }
}
