package io.efface.tencent;

/** The HTTP method of every request. */
public enum TencentHttpMethod {
    /** JSON with TC3, a form with the other signatures. Ids stay out of URLs; the default. */
    POST,
    /** Parameters in the query: at most 32 KB, and ids end up in the logs of every proxy on the way. */
    GET
}
