package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** The contract of a ledger, kept by the ledger in SQLite. */
class SqliteLedgerContractTest {
    private static final Function<Path, LedgerStore> OPENING = SqliteLedger::open;

    @Nested
    class WriterTest extends WriterContract {
        WriterTest() {
            super(OPENING);
        }
    }

    @Nested
    class JobsTest extends JobsContract {
        JobsTest() {
            super(OPENING);
        }
    }

    @Nested
    class AccountsTest extends AccountsContract {
        AccountsTest() {
            super(OPENING);
        }
    }

    @Nested
    class HoldListTest extends HoldListContract {
        HoldListTest() {
            super(OPENING);
        }
    }

    @Nested
    class EventsAndSealsTest extends EventsAndSealsContract {
        EventsAndSealsTest() {
            super(OPENING);
        }
    }

    @Nested
    class PlannedRowsTest extends PlannedRowsContract {
        PlannedRowsTest() {
            super(OPENING);
        }
    }

    @Nested
    class TargetsTest extends TargetsContract {
        TargetsTest() {
            super(OPENING);
        }
    }

    @Nested
    class FacesTest extends FacesContract {
        FacesTest() {
            super(OPENING);
        }
    }

    @Nested
    class ErasedTargetsTest extends ErasedTargetsContract {
        ErasedTargetsTest() {
            super(OPENING);
        }
    }

    @Nested
    class StoredRowsTest extends StoredRowsContract {
        StoredRowsTest() {
            super(OPENING);
        }
    }

    @Nested
    class RowEditsTest extends RowEditsContract {
        RowEditsTest() {
            super(OPENING);
        }
    }
}
