package io.efface.erasure.internal.receipts;

import java.io.IOException;
import java.util.Map;

/** Folds events while receipts are checked, and compares what they come to with the totals of the final seal that ends them. */
final class EventTotals implements ReceiptsVerifier.Reader {
    private final EventFold fold;
    private final FaceFold faces;

    EventTotals(EventFold fold, FaceFold faces) {
        this.fold = fold;
        this.faces = faces;
    }

    @Override
    public void take(byte[] bytes, long seq, boolean sealed) {
        fold.add(bytes, seq, sealed);
    }

    @Override
    public boolean comeTo(Map<String, Object> sealed) throws IOException {
        long held = sealed.get("held") instanceof Long number ? number : 0;
        Totals totals = Totals.of(fold, held, faces);
        return totals == null || totals.are(sealed);
    }
}
