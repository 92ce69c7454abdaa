package io.efface.erasure.planted;

import okhttp3.OkHttpClient;

/** Breaks the rule on purpose: erasure calls accounts through core and needs no HTTP library. */
public final class ErasureThatSpeaksHttp {
    /** Returns what it should not know. */
    public Class<?> forbidden() {
        return OkHttpClient.class;
    }
}
