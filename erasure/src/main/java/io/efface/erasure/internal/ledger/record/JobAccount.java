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
 * An account at the time when a job was planned. The plan's digest covers all components.
 *
 * @param number the number by which the job's rows refer to the account
 * @param settings the settings that affect which persons and faces are deleted, as a JSON object with sorted keys. The key {@code library}
 *     is present only if the account has a library, because the digests of accounts without one must not change
 */
public record JobAccount(int number, String name, String provider, String place, String settings) {
    /**
     * The settings that affect which persons and faces are deleted: whether layers are configured, what happens to the last face of a
     * person, and whether a request is sent for an id that breaks the vendor's rule. The other settings affect only the speed and the
     * reliability of deletions.
     */
    private static final List<String> RELEVANT_SETTINGS = List.of("policies", "last-face", "id-check");

    private static final String LIBRARY = "library";

    public static JobAccount of(int number, AccountDescription account) {
        Map<String, String> settings = new TreeMap<>(account.settings());
        settings.keySet().retainAll(RELEVANT_SETTINGS);
        account.library().ifPresent(library -> settings.put(LIBRARY, library));
        return new JobAccount(number, account.name(), account.provider(), account.place(), json(settings));
    }

    /**
     * Checks that an account is configured as it was when the job was planned. The setting {@code id-check} may differ, because a job keeps
     * the value with which it was planned.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if another setting differs
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
     * @param settings the JSON object in the ledger
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
            // The cell was changed. The check of the receipts reports that, because the digest differs.
            return Optional.empty();
        }
    }

    /** Returns how ids are checked against the vendor's rule, or empty if no layer checks ids. */
    public Optional<IdCheck> idCheck() {
        return Arrays.stream(IdCheck.values())
                .filter(check ->
                        settings.contains("\"id-check\":\"" + check.name().toLowerCase(Locale.ROOT) + '"'))
                .findFirst();
    }

    /** Returns the options for a call on this account. They contain the check of ids with which the job was planned. */
    public LayerCall call() {
        LayerCall call = LayerCall.plain();
        return idCheck().map(call::withIdCheck).orElse(call);
    }

    /**
     * Checks that an account still has the provider, place and library with which the job was planned. Its settings may differ.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if the provider, the place or the library differs
     */
    public void checkPlace(AccountDescription now) {
        if (!provider.equals(now.provider())
                || !place.equals(now.place())
                || !library().equals(now.library())) {
            throw differs(now);
        }
    }

    /**
     * Returns whether an account of another job may be the same account at the vendor: it has the same provider, place and library. The name
     * may differ, because an account can be renamed or configured twice. The key is not compared, because one account can have several keys.
     */
    public boolean mayBeSameAtVendor(JobAccount other) {
        return provider.equals(other.provider)
                && place.equals(other.place)
                && library().equals(other.library());
    }

    private ErasureException differs(AccountDescription now) {
        return new ErasureException(
                Reason.CONFIGURATION,
                "the account '" + name + "' is not configured as it was when the job was planned; then: "
                        + description() + "; now: " + of(number, now).description()
                        + "; configure it as it was, or plan a new job");
    }

    private String description() {
        return provider + ", " + AccountDescription.where(place, library()) + ", " + settings;
    }

    /** Returns whether the account has no layers. In this case, a call may contain only as many faces as one request may contain. */
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
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return buffer.readUtf8();
    }
}
