package io.efface.erasure.planted;

import okhttp3.OkHttpClient;

/** Violates this rule deliberately, so that a test finds the violation: erasure calls accounts through core and needs no HTTP library. */
public final class ErasureThatSpeaksHttp {
    /** Returns a class on which erasure must not depend. */
    public Class<?> forbidden() {
        return OkHttpClient.class;
    }
}
