package io.efface.aliyun.planted;

import io.efface.tencent.TencentFaceRepositoryProvider;

/** Breaks the rule on purpose: a provider knows no other. */
public final class ProviderThatKnowsAnother {
    /** Returns what it should not know. */
    public Class<?> forbidden() {
        return TencentFaceRepositoryProvider.class;
    }
}
