package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Section.Truncation;

/// Takes changes in their order.
interface Changes {

    /// A transaction begins that is not applied yet.
    ///
    /// @param commitLsn where its commit record begins
    void begin(long commitLsn);

    void row(RowChange change);

    void truncate(Truncation truncation);

    /// Everything before this border has been handed over.
    void reach(Progress border);
}
