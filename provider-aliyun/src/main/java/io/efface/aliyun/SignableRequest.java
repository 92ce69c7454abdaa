package io.efface.aliyun;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import okio.ByteString;

/**
 * What a signature covers, before it is signed. Immutable.
 *
 * @param method the HTTP method, upper case
 * @param host the {@code Host} header as sent, with the port unless it is the scheme's own
 * @param path the path as sent
 * @param query decoded parameters, sorted by name
 * @param headers the headers that are sent whether signed or not; names in any case
 * @param body the exact bytes of the body; empty for none
 */
record SignableRequest(
        String method,
        String host,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        ByteString body) {
    SignableRequest {
        query = Collections.unmodifiableMap(new TreeMap<>(query));
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }
}
