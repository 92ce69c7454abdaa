package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests every implementation of {@link LedgerLocation}. */
abstract class LocationContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<Path, LedgerLocation> naming;
    private final boolean isShared;

    @TempDir
    Path folder;

    private LedgerLocation location;

    /**
     * Creates the tests of an implementation.
     *
     * @param naming the function that returns a location without a ledger; an implementation without files ignores its path
     * @param isShared whether several processes may open a ledger
     */
    LocationContract(Function<Path, LedgerLocation> naming, boolean isShared) {
        this.naming = naming;
        this.isShared = isShared;
    }

    @BeforeEach
    void locate() {
        location = naming.apply(folder.resolve("a.db"));
    }

    private static void create(LedgerStore store, String job) {
        store.writer().write(tx -> tx.jobs().create(job, LedgerContract.NOW, null, null));
    }

    private List<String> jobs() {
        return location.read(tx -> tx.jobs().names());
    }

    private static void assertFails(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void location_withoutALedger_rejectsEveryMethodExceptOpen() {
        assertThat(location.exists()).isFalse();
        assertThat(location.isTaken()).isFalse();
        assertFails(this::jobs, Reason.LEDGER_UNREADABLE);
        assertFails(() -> location.beside(PATIENCE), Reason.LEDGER_UNREADABLE);
        assertThat(location.exists()).isFalse();
    }

    @Test
    void open_newLedger_isTakenUntilItIsClosed() {
        try (LedgerStore store = location.open()) {
            assertThat(location.exists()).isTrue();
            assertThat(location.isTaken()).isTrue();
            create(store, "job");
        }

        assertThat(location.exists()).isTrue();
        assertThat(location.isTaken()).isFalse();
    }

    @Test
    void open_openLedger_isRejectedUnlessProcessesShareTheLedger() {
        try (LedgerStore store = location.open()) {
            if (isShared) {
                try (LedgerStore second = location.open()) {
                    create(second, "job");
                    assertThat(store.find("job")).isPresent();
                }
                assertThat(location.isTaken()).isTrue();
            } else {
                assertFails(location::open, Reason.LEDGER_IN_USE);
            }
        }
    }

    @Test
    void open_closedLedger_hasTheSameIdAndTheCommittedChanges() {
        String id;
        try (LedgerStore store = location.open()) {
            id = store.id();
            create(store, "job");
        }

        try (LedgerStore again = location.open()) {
            assertThat(again.id()).isEqualTo(id);
            assertThat(again.find("job")).isPresent();
            create(again, "next");
        }
        assertThat(jobs()).containsExactly("next", "job");
    }

    @Test
    void read_openLedger_readsASnapshot() {
        try (LedgerStore store = location.open()) {
            create(store, "job");

            List<String> seen = location.read(tx -> {
                assertThat(tx.jobs().ledgerId()).isEqualTo(store.id());
                create(store, "later");
                return tx.jobs().names();
            });

            assertThat(seen).containsExactly("job");
            assertThat(jobs()).containsExactly("later", "job");
        }
    }

    @Test
    void beside_openLedger_changesTheLedger() {
        try (LedgerStore store = location.open()) {
            try (LedgerStore beside = location.beside(PATIENCE)) {
                assertThat(beside.id()).isEqualTo(store.id());
                create(beside, "job");
            }

            assertThat(store.find("job")).isPresent();
            create(store, "next");
            assertThat(jobs()).containsExactly("next", "job");
        }
    }

    @Test
    void beside_closedLedger_changesTheLedger() {
        location.open().close();

        try (LedgerStore beside = location.beside(PATIENCE)) {
            create(beside, "job");
        }

        assertThat(jobs()).containsExactly("job");
    }
}
