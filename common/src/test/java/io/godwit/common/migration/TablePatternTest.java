package io.godwit.common.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "orders,            public, orders,      true",
                "orders,            public, orders2,     false",
                "shop.orders,       shop,   orders,      true",
                "shop.orders,       public, orders,      false",
                "shop.*,            shop,   'a.b',       true",
                "sh?p.o*s,          shop,   orders,      true",
                "sh?p.o*s,          shoop,  orders,      false",
                "*.log_*,           x,      log_1,       true",
                "'\"odd.schema\".\"odd*table\"', odd.schema, odd*table,  true",
                "'\"odd.schema\".\"odd*table\"', odd.schema, oddXtable,  false",
                "'\"a\"\"b\"',      public, 'a\"b',      true",
                "'x\"*\"y*',        public, x*yz,        true",
                "'x\"*\"y*',        public, xxyz,        false",
                "Orders,            public, orders,      false",
                "a.b.c,             a,      b.c,         true",
                "'\\Q.E\\',         \\Q,    E\\,         true"
            })
    void aPatternMatchesWholeNames(String entry, String schema, String table, boolean matches) {
        assertThat(TablePattern.of(entry).matches(schema, table)).isEqualTo(matches);
    }
}
