package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.sqlite.SqliteLocation;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests of a ledger with the ledger in SQLite. */
class SqliteLedgerContractTest {
    private static LedgerStore open(Path file) {
        return new SqliteLocation(file).open();
    }

    @Nested
    class LocationTest extends LocationContract {
        LocationTest() {
            super(SqliteLocation::new, false);
        }
    }

    @Nested
    class WriterTest extends WriterContract {
        WriterTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class JobsTest extends JobsContract {
        JobsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class AccountsTest extends AccountsContract {
        AccountsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class HoldListTest extends HoldListContract {
        HoldListTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class EventsAndSealsTest extends EventsAndSealsContract {
        EventsAndSealsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class PlannedRowsTest extends PlannedRowsContract {
        PlannedRowsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class TargetsTest extends TargetsContract {
        TargetsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class TargetSelectionTest extends TargetSelectionContract {
        TargetSelectionTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class TargetCountsTest extends TargetCountsContract {
        TargetCountsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class FacesTest extends FacesContract {
        FacesTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class ErasedTargetsTest extends ErasedTargetsContract {
        ErasedTargetsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class StoredRowsTest extends StoredRowsContract {
        StoredRowsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }

    @Nested
    class RowEditsTest extends RowEditsContract {
        RowEditsTest() {
            super(SqliteLedgerContractTest::open);
        }
    }
}
