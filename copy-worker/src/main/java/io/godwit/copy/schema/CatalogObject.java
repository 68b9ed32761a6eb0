package io.godwit.copy.schema;

/// An object of the source as its catalogs name it.
///
/// @param catalog the OID of the catalog that holds it, such as that of `pg_class`
public record CatalogObject(long catalog, long oid) {
    public static final long RELATIONS = 1259;
}
