package io.efface.erasure.internal.receipts;

import java.io.IOException;
import java.util.Map;

/**
 * Applies a job's events while the receipts are checked, and compares the resulting totals with the totals of the final seal. For one
 * thread.
 */
final class EventTotals implements ReceiptsVerifier.Reader {
    private final EventFold fold;
    private final FaceFold.EventSource events;

    EventTotals(EventFold fold, FaceFold.EventSource events) {
        this.fold = fold;
        this.events = events;
    }

    @Override
    public void read(byte[] bytes, long seq, boolean sealed) {
        fold.add(bytes, seq, sealed);
    }

    @Override
    public boolean totalsEqual(Map<String, Object> sealedTotals) throws IOException {
        long sealedHeldCount = sealedTotals.get("held") instanceof Long number ? number : 0;
        Totals totals = Totals.of(fold, sealedHeldCount, events);
        return totals == null || totals.equalSealed(sealedTotals);
    }
}
