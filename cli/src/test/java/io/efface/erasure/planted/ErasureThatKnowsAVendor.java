package io.efface.erasure.planted;

import io.efface.tencent.TencentFaceRepositoryProvider;

/** Violates this rule deliberately, so that a test finds the violation: erasure depends on no provider. */
public final class ErasureThatKnowsAVendor {
    /** Returns a class on which erasure must not depend. */
    public Class<?> forbidden() {
        return TencentFaceRepositoryProvider.class;
    }
}
