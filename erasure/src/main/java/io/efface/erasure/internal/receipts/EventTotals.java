package io.efface.erasure.internal.receipts;

import java.io.IOException;
import java.util.Map;

/** Applies events while receipts are checked, and compares the totals with those of the final seal. For one thread. */
final class EventTotals implements ReceiptsVerifier.Reader {
    private final EventFold fold;
    private final FaceFold.EventSource events;

    EventTotals(EventFold fold, FaceFold.EventSource events) {
        this.fold = fold;
        this.events = events;
    }

    @Override
    public void take(byte[] bytes, long seq, boolean sealed) {
        fold.add(bytes, seq, sealed);
    }

    @Override
    public boolean comeTo(Map<String, Object> sealed) throws IOException {
        long held = sealed.get("held") instanceof Long number ? number : 0;
        Totals totals = Totals.of(fold, held, events);
        return totals == null || totals.are(sealed);
    }
}
