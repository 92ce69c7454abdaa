package io.efface.interceptor;

/** Whether an interceptor observes a call or a request. Later versions may add constants. */
public enum CallScope {
    /** One call of an application, with all its chunks, repeats, reads and waits. */
    CALL,
    /** One request to the vendor, with its wait for quota: a chunk, a repeat, or a read that a layer sends. */
    ATTEMPT
}
