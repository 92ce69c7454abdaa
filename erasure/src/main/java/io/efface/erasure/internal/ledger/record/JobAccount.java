package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.efface.IdCheck;
import io.efface.config.AccountDescription;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okio.Buffer;

/**
 * An account as it was when a job was planned. The plan's digest covers all of it.
 *
 * @param number what the job's rows say in place of the name
 * @param settings the settings that change what is deleted, one JSON object with its keys in order; with the library at the vendor where
 *     there is one, so that the digest of an account without a library is what it always was
 */
public record JobAccount(int number, String name, String provider, String place, String settings) {
    /**
     * Whether layers are there at all, whether the last face of a person goes, and whether an id against the vendor's rule is sent.
     * Everything else changes how fast or how surely something is deleted, not what.
     */
    private static final List<String> TELLING = List.of("policies", "last-face", "id-check");

    private static final String LIBRARY = "library";

    public static JobAccount of(int number, AccountDescription account) {
        Map<String, String> telling = new TreeMap<>(account.settings());
        telling.keySet().retainAll(TELLING);
        account.library().ifPresent(library -> telling.put(LIBRARY, library));
        return new JobAccount(number, account.name(), account.provider(), account.place(), json(telling));
    }

    /**
     * Checks that an account is still what the job was planned for. Its {@code id-check} may have changed: a job keeps the one that it
     * was planned with.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if it is not
     */
    public void check(AccountDescription now) {
        JobAccount other = of(number, now);
        if (!withoutIdCheck().equals(other.withoutIdCheck())) {
            throw differs(now);
        }
    }

    private JobAccount withoutIdCheck() {
        return new JobAccount(number, name, provider, place, settings.replaceFirst("\"id-check\":\"[a-z]*\",?", ""));
    }

    /** Returns the library at the vendor, or empty. */
    public Optional<String> library() {
        return libraryOf(settings);
    }

    /**
     * Returns the library that an account's settings name, or empty.
     *
     * @param settings a JSON object, as the ledger holds it
     */
    public static Optional<String> libraryOf(String settings) {
        if (!settings.contains('"' + LIBRARY + '"')) {
            return Optional.empty();
        }
        try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(settings))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals(LIBRARY)) {
                    return Optional.of(json.nextString());
                }
                json.skipValue();
            }
            return Optional.empty();
        } catch (IOException | JsonDataException e) {
            // Somebody changed the cell, so that the digest no longer fits, which the check of the receipts reports.
            return Optional.empty();
        }
    }

    /** Returns what happens to ids that break the vendor's rule; empty without layers, which would look. */
    public Optional<IdCheck> idCheck() {
        return Arrays.stream(IdCheck.values())
                .filter(check ->
                        settings.contains("\"id-check\":\"" + check.name().toLowerCase(Locale.ROOT) + '"'))
                .findFirst();
    }

    /** Returns the options of a call on this account: with the check of ids that the job was planned with. */
    public LayerCall call() {
        LayerCall call = LayerCall.plain();
        return idCheck().map(call::withIdCheck).orElse(call);
    }

    /**
     * Checks that an account is still where it was, whatever its settings.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if it is not
     */
    public void checkPlace(AccountDescription now) {
        if (!provider.equals(now.provider())
                || !place.equals(now.place())
                || !library().equals(now.library())) {
            throw differs(now);
        }
    }

    private ErasureException differs(AccountDescription now) {
        return new ErasureException(
                Reason.CONFIGURATION,
                "the account '" + name + "' is configured otherwise than when the job was planned: then " + described()
                        + "; now " + of(number, now).described() + "; configure it as it was, or plan a new job");
    }

    private String described() {
        return provider + ", " + AccountDescription.where(place, library()) + ", " + settings;
    }

    /** Returns whether no layers are around the provider: a call takes no more faces than its request. */
    public boolean isBare() {
        return settings.contains("\"policies\":\"none\"");
    }

    private static String json(Map<String, String> settings) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.beginObject();
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                json.name(setting.getKey()).value(setting.getValue());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return buffer.readUtf8();
    }
}
