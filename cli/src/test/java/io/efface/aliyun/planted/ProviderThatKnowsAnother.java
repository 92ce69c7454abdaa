package io.efface.aliyun.planted;

import io.efface.tencent.TencentFaceRepositoryProvider;

/** Violates this rule deliberately, so that a test finds the violation: a provider does not depend on another provider. */
public final class ProviderThatKnowsAnother {
    /** Returns a class on which a provider must not depend. */
    public Class<?> forbidden() {
        return TencentFaceRepositoryProvider.class;
    }
}
