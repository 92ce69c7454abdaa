package io.efface.config.planted;

import okio.Buffer;

/** Breaks the rule on purpose: core works without HTTP and JSON libraries. */
public final class CoreThatSpeaksHttp {
    /** Returns what it should not know. */
    public Class<?> forbidden() {
        return Buffer.class;
    }
}
