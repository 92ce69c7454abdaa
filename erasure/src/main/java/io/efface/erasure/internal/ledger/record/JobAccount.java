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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An account at the time when a job was planned. The plan's digest covers all components.
 *
 * @param number the number by which the job's rows refer to the account
 * @param settings the settings that affect which persons and faces are deleted, as a JSON object with sorted keys. The key {@code library}
 *     is present only if the account has a library. The key {@code place-identity} is present only if the identity of the place differs
 *     from the place. If these keys were always present, a plan would have another digest than the same plan of an older version of Efface,
 *     which did not store the identity
 */
public record JobAccount(int number, String name, String provider, String place, String settings) {
    /**
     * The settings that affect which persons and faces are deleted: whether layers are configured, what happens to the last face of a
     * person, and whether a request is sent for an id that breaks the vendor's rule. The other settings affect only the speed and the
     * reliability of deletions.
     */
    private static final List<String> RELEVANT_SETTINGS = List.of("policies", "last-face", "id-check");

    private static final String LIBRARY = "library";
    private static final String PLACE_IDENTITY = "place-identity";

    public static JobAccount of(int number, AccountDescription account) {
        return new JobAccount(number, account.name(), account.provider(), account.place(), json(settings(account)));
    }

    private static Map<String, String> settings(AccountDescription account) {
        Map<String, String> settings = new TreeMap<>(account.settings());
        settings.keySet().retainAll(RELEVANT_SETTINGS);
        account.library().ifPresent(library -> settings.put(LIBRARY, library));
        if (!account.placeIdentity().equals(account.place())) {
            settings.put(PLACE_IDENTITY, account.placeIdentity());
        }
        return settings;
    }

    /**
     * Checks that an account is configured as it was when the job was planned. The setting {@code id-check} may differ, because a job keeps
     * the value with which it was planned.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if another setting differs, or {@code LEDGER_UNREADABLE} if the stored
     *     settings are damaged
     */
    public void check(AccountDescription now) {
        Map<String, String> then = values();
        Map<String, String> today = settings(now);
        boolean isAt = isAt(now, then);
        List.of("id-check", LIBRARY, PLACE_IDENTITY).forEach(compared -> {
            then.remove(compared);
            today.remove(compared);
        });
        if (!isAt || !then.equals(today)) {
            throw differs(now);
        }
    }

    /**
     * Returns whether an account has the provider, the place and the library of this account.
     *
     * @param then the stored settings
     */
    private boolean isAt(AccountDescription now, Map<String, String> then) {
        String identity = then.get(PLACE_IDENTITY);
        boolean isSameIdentity = identity == null || identity.equals(now.placeIdentity());
        return provider.equals(now.provider())
                && place.equals(now.place())
                && isSameIdentity
                && Optional.ofNullable(then.get(LIBRARY)).equals(now.library());
    }

    /**
     * Checks that the stored settings can be read.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if they are damaged; the message names the place
     */
    public void requireReadable() {
        values();
    }

    /** Returns the library at the vendor, or empty. */
    public Optional<String> library() {
        if (!settings.contains('"' + LIBRARY + '"')) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(values().get(LIBRARY));
        } catch (ErasureException e) {
            // The cell was changed. The check of the receipts reports that, because the digest differs.
            return Optional.empty();
        }
    }

    /** Returns the stored settings by name. */
    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(settings))) {
            json.beginObject();
            while (json.hasNext()) {
                values.put(json.nextName(), json.nextString());
            }
            json.endObject();
            if (json.peek() != JsonReader.Token.END_DOCUMENT) {
                throw damaged(null);
            }
            return values;
        } catch (IOException | JsonDataException e) {
            throw damaged(e);
        }
    }

    private ErasureException damaged(@Nullable Exception cause) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: the column settings of account " + number
                        + " does not contain an account's settings; the receipts do not contain this value; use a"
                        + " copy of the ledger from before the damage",
                cause);
    }

    /** Returns how ids are checked against the vendor's rule, or empty if no policy layer checks ids. */
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
     * @throws ErasureException of reason {@code CONFIGURATION} if the provider, the place or the library differs, or
     *     {@code LEDGER_UNREADABLE} if the stored settings are damaged
     */
    public void checkPlace(AccountDescription now) {
        if (!isAt(now, values())) {
            throw differs(now);
        }
    }

    /**
     * Returns whether an account of another job may be the same account at the vendor: it has the same provider and library, and the same
     * place or the same identity of the place. The name may differ, because an account can be renamed or configured twice. The key is not
     * compared, because one account can have several keys.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the stored settings of an account are damaged
     */
    public boolean mayBeSameAtVendor(JobAccount other) {
        Map<String, String> own = values();
        Map<String, String> others = other.values();
        boolean isSamePlace = place.equals(other.place)
                || own.getOrDefault(PLACE_IDENTITY, place).equals(others.getOrDefault(PLACE_IDENTITY, other.place));
        return provider.equals(other.provider) && isSamePlace && Objects.equals(own.get(LIBRARY), others.get(LIBRARY));
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
