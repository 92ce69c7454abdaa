package io.efface.erasure.planted;

import io.efface.tencent.TencentFaceRepositoryProvider;

/** Breaks the rule on purpose: erasure knows no vendor. */
public final class ErasureThatKnowsAVendor {
    /** Returns what it should not know. */
    public Class<?> forbidden() {
        return TencentFaceRepositoryProvider.class;
    }
}
