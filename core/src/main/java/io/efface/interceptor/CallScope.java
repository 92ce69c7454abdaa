package io.efface.interceptor;

/** What an interceptor stands around. Constants are only ever added. */
public enum CallScope {
    /** One call of an application, with all chunks, repeats, reads and waits that belong to it. */
    CALL,
    /** One request on its way to the vendor, with its wait for quota: a chunk, a repeat, or a read that a layer makes. */
    ATTEMPT
}
