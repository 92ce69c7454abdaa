package io.efface.canary;

/** The kinds of output that are searched. */
enum Place {
    LOG,
    PLATFORM_LOG,
    STREAM,
    EXCEPTION,
    SERIALIZED_EXCEPTION,
    METRIC,
    OBSERVATION,
    INTERCEPTOR,
    OBJECT,
    THREAD_NAME
}
