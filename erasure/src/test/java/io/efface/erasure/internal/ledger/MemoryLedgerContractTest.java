package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.memory.MemoryLocation;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests of a ledger with the ledger in memory. */
class MemoryLedgerContractTest {
    private static LedgerStore open(Path file) {
        return new MemoryLocation().open();
    }

    private static LedgerLocation at(Path file) {
        return new MemoryLocation();
    }

    @Nested
    class LocationTest extends LocationContract {
        LocationTest() {
            super(MemoryLedgerContractTest::at, false);
        }
    }

    @Nested
    class WriterTest extends WriterContract {
        WriterTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class JobsTest extends JobsContract {
        JobsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class AccountsTest extends AccountsContract {
        AccountsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class HoldListTest extends HoldListContract {
        HoldListTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class EventsAndSealsTest extends EventsAndSealsContract {
        EventsAndSealsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class PlannedRowsTest extends PlannedRowsContract {
        PlannedRowsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class TargetsTest extends TargetsContract {
        TargetsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class TargetSelectionTest extends TargetSelectionContract {
        TargetSelectionTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class TargetCountsTest extends TargetCountsContract {
        TargetCountsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class FacesTest extends FacesContract {
        FacesTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class ErasedTargetsTest extends ErasedTargetsContract {
        ErasedTargetsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class StoredRowsTest extends StoredRowsContract {
        StoredRowsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }

    @Nested
    class RowEditsTest extends RowEditsContract {
        RowEditsTest() {
            super(MemoryLedgerContractTest::open);
        }
    }
}
