package io.efface.config.planted;

import okio.Buffer;

/** Violates this rule deliberately, so that a test finds the violation: core works without HTTP and JSON libraries. */
public final class CoreThatSpeaksHttp {
    /** Returns a class on which core must not depend. */
    public Class<?> forbidden() {
        return Buffer.class;
    }
}
