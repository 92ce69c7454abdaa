package io.efface.erasure.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerLedgerTest {
    private static LedgerStore store(boolean hasFailed) {
        LedgerWriter writer = mock(LedgerWriter.class);
        when(writer.hasFailed()).thenReturn(hasFailed);
        LedgerStore store = mock(LedgerStore.class);
        when(store.writer()).thenReturn(writer);
        return store;
    }

    @Test
    void get_writerHasFailed_opensTheLedgerAgain() {
        LedgerStore given = store(true);
        LedgerStore reopened = store(false);
        try (WorkerLedger ledger = new WorkerLedger(given, () -> reopened)) {
            assertThat(ledger.get()).isSameAs(reopened);
            assertThat(ledger.get()).isSameAs(reopened);
        }

        verify(reopened).close();
        verify(given, never()).close();
    }

    @Test
    void get_closed_doesNotOpenTheLedgerAgain() {
        AtomicInteger openings = new AtomicInteger();
        WorkerLedger ledger = new WorkerLedger(store(true), () -> {
            openings.incrementAndGet();
            return store(false);
        });
        ledger.close();

        assertThatThrownBy(ledger::get).isInstanceOf(ErasureException.class);
        assertThat(openings).hasValue(0);
    }
}
