package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
import io.efface.erasure.AccountFailure;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes why accounts were given up, without ids. */
final class AccountFailuresJson {
    private AccountFailuresJson() {}

    static void write(JsonWriter json, Map<String, AccountFailure> failures) throws IOException {
        json.name("failures").beginObject();
        for (Map.Entry<String, AccountFailure> failure : new TreeMap<>(failures).entrySet()) {
            json.name(failure.getKey()).beginObject();
            json.name("kind").value(failure.getValue().kind().name());
            json.name("code").value(failure.getValue().code().orElse(null));
            json.name("detail").value(failure.getValue().detail().orElse(null));
            json.endObject();
        }
        json.endObject();
    }
}
