package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import okio.Buffer;

/**
 * A run of a job that workers carry out. The operator has confirmed the run once. Immutable.
 *
 * @param digest the digest of the plan that was confirmed
 * @param options the options of the run. Only the options that a worker needs are stored
 * @param stopped whether the operator has stopped the run
 */
public record DetachedRun(String digest, RunOptions options, boolean stopped) {
    /** Returns this run after the operator has stopped it. */
    public DetachedRun stop() {
        return new DetachedRun(digest, options, true);
    }

    /** Returns the run in the form that {@link #parse} reads: a JSON object of texts with sorted keys. */
    public String text() {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.beginObject();
            for (Map.Entry<String, String> value : values().entrySet()) {
                json.name(value.getKey()).value(value.getValue());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return buffer.readUtf8();
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put("digest", digest);
        values.put("stopped", Boolean.toString(stopped));
        values.put("concurrency", Integer.toString(options.concurrency()));
        values.put("retry", options.retry().name());
        options.window().ifPresent(window -> values.put("window", window.toString()));
        values.put("maxFailures", options.maxFailures().toString());
        values.put("maxAbsent", Integer.toString(options.maxAbsentPercent()));
        values.put("callTimeout", options.callTimeout().toString());
        values.put("lease", options.lease().toString());
        values.put("firstPause", options.firstPause().toString());
        values.put("probes", Integer.toString(options.probes()));
        return values;
    }

    /**
     * Reads a stored run.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the text is not a stored run, or contains an unknown option
     */
    public static DetachedRun parse(String text) {
        Map<String, String> values = new TreeMap<>();
        try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(text))) {
            json.beginObject();
            while (json.hasNext()) {
                values.put(json.nextName(), json.nextString());
            }
            json.endObject();
            DetachedRun run = of(values);
            // A worker must not ignore an option that was confirmed with a later version of Efface.
            if (!run.values().keySet().containsAll(values.keySet())) {
                throw new ErasureException(
                        Reason.LEDGER_UNREADABLE,
                        "a later version of Efface has recorded the detached run; update this worker");
            }
            return run;
        } catch (IOException | JsonDataException | IllegalArgumentException | NullPointerException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE, "the ledger is damaged: the options of a detached run cannot be read", e);
        }
    }

    private static DetachedRun of(Map<String, String> values) {
        RunOptions.Builder options = RunOptions.builder()
                .concurrency(Integer.parseInt(value(values, "concurrency")))
                .retry(RunOptions.Retry.valueOf(value(values, "retry")))
                .maxFailures(FailureLimit.parse(value(values, "maxFailures")))
                .maxAbsentPercent(Integer.parseInt(value(values, "maxAbsent")))
                .callTimeout(Duration.parse(value(values, "callTimeout")))
                .lease(Duration.parse(value(values, "lease")))
                .firstPause(Duration.parse(value(values, "firstPause")))
                .probes(Integer.parseInt(value(values, "probes")));
        String window = values.get("window");
        if (window != null) {
            options.window(RunWindow.parse(window));
        }
        return new DetachedRun(
                value(values, "digest"), options.build(), Boolean.parseBoolean(value(values, "stopped")));
    }

    private static String value(Map<String, String> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
