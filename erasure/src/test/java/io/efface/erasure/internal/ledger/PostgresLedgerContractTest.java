package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.postgresql.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests of a ledger with the ledger in PostgreSQL. */
class PostgresLedgerContractTest {
    private static LedgerStore open(Path file) {
        return TestServer.emptyLedger();
    }

    @Nested
    class LocationTest extends LocationContract {
        LocationTest() {
            super(file -> TestServer.newLocation(), true);
        }
    }

    @Nested
    class WriterTest extends WriterContract {
        WriterTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class JobsTest extends JobsContract {
        JobsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class AccountsTest extends AccountsContract {
        AccountsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class HoldListTest extends HoldListContract {
        HoldListTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class EventsAndSealsTest extends EventsAndSealsContract {
        EventsAndSealsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class PlannedRowsTest extends PlannedRowsContract {
        PlannedRowsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class TargetsTest extends TargetsContract {
        TargetsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class TargetSelectionTest extends TargetSelectionContract {
        TargetSelectionTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class TargetCountsTest extends TargetCountsContract {
        TargetCountsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class FacesTest extends FacesContract {
        FacesTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class ErasedTargetsTest extends ErasedTargetsContract {
        ErasedTargetsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class StoredRowsTest extends StoredRowsContract {
        StoredRowsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }

    @Nested
    class RowEditsTest extends RowEditsContract {
        RowEditsTest() {
            super(PostgresLedgerContractTest::open);
        }
    }
}
