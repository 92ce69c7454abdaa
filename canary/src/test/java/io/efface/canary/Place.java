package io.efface.canary;

/** Where something may come out. */
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
