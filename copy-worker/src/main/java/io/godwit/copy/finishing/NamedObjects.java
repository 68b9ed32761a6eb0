package io.godwit.copy.finishing;

import java.util.List;

/// The kinds of objects of which a name is all there is to compare.
///
/// @param schema the column that holds the schema, empty if the kind lives outside schemas
/// @param name an expression
record NamedObjects(String kind, String catalog, String schema, String name) {
    static final List<NamedObjects> KINDS =
            List.of(
                    new NamedObjects("collation", "pg_collation", "collnamespace", "x.collname"),
                    new NamedObjects("conversion", "pg_conversion", "connamespace", "x.conname"),
                    new NamedObjects(
                            "operator",
                            "pg_operator",
                            "oprnamespace",
                            """
                            format('%s (%s, %s)', x.oprname,
                                   CASE WHEN x.oprleft = 0 THEN 'none'
                                        ELSE format_type(x.oprleft, NULL) END,
                                   format_type(x.oprright, NULL))
                            """),
                    new NamedObjects(
                            "operator class",
                            "pg_opclass",
                            "opcnamespace",
                            "(SELECT amname FROM pg_am WHERE oid = x.opcmethod) || ' ' || x.opcname"),
                    new NamedObjects(
                            "operator family",
                            "pg_opfamily",
                            "opfnamespace",
                            "(SELECT amname FROM pg_am WHERE oid = x.opfmethod) || ' ' || x.opfname"),
                    new NamedObjects(
                            "text search configuration",
                            "pg_ts_config",
                            "cfgnamespace",
                            "x.cfgname"),
                    new NamedObjects(
                            "text search dictionary", "pg_ts_dict", "dictnamespace", "x.dictname"),
                    new NamedObjects(
                            "text search parser", "pg_ts_parser", "prsnamespace", "x.prsname"),
                    new NamedObjects(
                            "text search template",
                            "pg_ts_template",
                            "tmplnamespace",
                            "x.tmplname"),
                    new NamedObjects("language", "pg_language", "", "x.lanname"),
                    new NamedObjects("access method", "pg_am", "", "x.amname"),
                    new NamedObjects(
                            "foreign-data wrapper", "pg_foreign_data_wrapper", "", "x.fdwname"),
                    new NamedObjects("foreign server", "pg_foreign_server", "", "x.srvname"),
                    new NamedObjects(
                            "cast",
                            "pg_cast",
                            "",
                            "format_type(x.castsource, NULL) || ' AS ' || format_type(x.casttarget, NULL)"));

    /// Initdb gives what it makes OIDs below 16384.
    private static final String FIRST_OF_USERS = "16384";

    /// Not what the server makes along with another object, such as a range type's casts.
    String sql() {
        String where =
                schema.isEmpty()
                        ? "x.oid >= " + FIRST_OF_USERS
                        : "x.%s IN (SELECT oid FROM schemas)".formatted(schema);
        String shown =
                schema.isEmpty()
                        ? "(" + name + ")::text"
                        : "(SELECT quote_ident(nspname) FROM schemas WHERE oid = x.%s) || '.' || (%s)"
                                .formatted(schema, name);
        return """
        SELECT '%s', %s, '%s'::regclass::oid::int8, x.oid::int8
          FROM %s x
         WHERE %s AND ('%s'::regclass, x.oid) NOT IN (TABLE members)
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = '%s'::regclass AND d.objid = x.oid
                              AND d.deptype = 'i')
        """
                .formatted(kind, shown, catalog, catalog, where, catalog, catalog);
    }
}
