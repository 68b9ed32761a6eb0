package io.godwit.common.migration;

/// Where the source server runs; a profile of what differs on managed servers hangs on it.
public enum SourceType {
    POSTGRESQL("PostgreSQL"),
    ON_PREMISES("OnPremises"),
    AZURE_VM("AzureVM"),
    AWS("AWS"),
    POSTGRESQL_SINGLE_SERVER("PostgreSQLSingleServer");

    private final String word;

    SourceType(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
