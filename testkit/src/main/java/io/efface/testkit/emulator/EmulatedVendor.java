package io.efface.testkit.emulator;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.service.EmulatedService;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A provider and the emulator of its vendor, for contracts that open accounts from settings: {@link ChangingSecretsContract} and
 * {@link VendorClockContract}. Immutable and thread-safe.
 *
 * @param provider the provider's name in configuration
 * @param settings the settings that each account needs in addition to its key, such as the region and the library
 * @param requestsOfDeletion the number of requests for the deletion of a person with one face, at least 1
 * @param emulator the function that starts an emulator
 * @param idKey the name of the setting with the key's public id
 * @param secretKey the name of the setting with the key's secret
 * @param otherSetting a setting with a value that is not the default; the setting does not change the quota group of an account
 * @param wrongSecretCode the vendor's code for a signature with a wrong secret
 * @param temporaryKeys registers a source of temporary keys for the provider
 */
public record EmulatedVendor(
        String provider,
        Map<String, String> settings,
        int requestsOfDeletion,
        Supplier<? extends VendorEmulator.Builder> emulator,
        String idKey,
        String secretKey,
        Map.Entry<String, String> otherSetting,
        String wrongSecretCode,
        TemporaryKeys temporaryKeys) {
    /**
     * Copies the settings.
     *
     * @throws NullPointerException if anything is null
     */
    public EmulatedVendor {
        Objects.requireNonNull(provider, "provider");
        settings = Map.copyOf(settings);
        Objects.requireNonNull(emulator, "emulator");
        Objects.requireNonNull(idKey, "idKey");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(otherSetting, "otherSetting");
        Objects.requireNonNull(wrongSecretCode, "wrongSecretCode");
        Objects.requireNonNull(temporaryKeys, "temporaryKeys");
    }

    /**
     * Returns the vendor of a service whose provider needs one request for the deletion of a person.
     *
     * @param otherSetting the name of a setting that does not change the quota group of an account
     * @param otherValue a value of this setting that is not the default
     * @param wrongSecretCode the vendor's code for a signature with a wrong secret
     */
    public static EmulatedVendor of(
            EmulatedService service,
            String otherSetting,
            String otherValue,
            String wrongSecretCode,
            TemporaryKeys temporaryKeys) {
        Map<String, String> settings = new HashMap<>(service.moreSettings());
        settings.remove("quota");
        return new EmulatedVendor(
                service.provider(),
                settings,
                1,
                service::builder,
                "credentials." + service.keyIdSetting(),
                "credentials." + service.keySecretSetting(),
                Map.entry(otherSetting, otherValue),
                wrongSecretCode,
                temporaryKeys);
    }

    /** Returns this vendor with another number of requests for the deletion of a person with one face. */
    public EmulatedVendor deletingIn(int requests) {
        return new EmulatedVendor(
                provider, settings, requests, emulator, idKey, secretKey, otherSetting, wrongSecretCode, temporaryKeys);
    }

    /**
     * Returns the settings of an account, with {@code quota = off} and {@code verify = off}. The names of the settings do not begin with
     * {@code efface.accounts.NAME.}.
     *
     * @param endpoint the emulator's URL
     * @param more further settings, as alternating keys and values
     */
    public Map<String, String> account(String endpoint, String id, String secret, String... more) {
        Map<String, String> all = settings(endpoint, idKey, id, secretKey, secret);
        all.putAll(pairs(more));
        return all;
    }

    /** Returns the settings of an account whose access keys the application provides, without quota and verification. */
    public Map<String, String> account(String endpoint) {
        return settings(endpoint, "credentials", "provider");
    }

    /**
     * Returns the settings for {@link EmulatorTargets}: the settings of an account with the key {@link Issue#OF_CONTRACT} and without
     * endpoint.
     *
     * @param tokenKey the name of the setting with the token of a temporary key
     */
    public Map<String, String> contractAccount(String tokenKey) {
        Issue key = Issue.OF_CONTRACT;
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(pairs("provider", provider, idKey, key.id(), secretKey, key.secret(), tokenKey, key.token()));
        return all;
    }

    private Map<String, String> settings(String endpoint, String... keys) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("provider", provider, "endpoint", endpoint, "quota", "off", "verify", "off"));
        all.putAll(pairs(keys));
        return all;
    }

    private static Map<String, String> pairs(String... keysAndValues) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            pairs.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return pairs;
    }

    /** Registers sources of temporary keys for a provider. */
    @FunctionalInterface
    public interface TemporaryKeys {
        /**
         * Registers a source of keys. The provider keeps a key and renews the key before it expires.
         *
         * @param source the source, which issues a key or fails
         * @param clock the clock for the expiry of keys
         */
        void register(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock);
    }

    /**
     * A temporary key.
     *
     * @param end the expiry of the key according to its source
     */
    public record Issue(String id, String secret, String token, Instant end) {
        /** A key that never expires, see {@link EmulatedVendor#contractAccount}. */
        public static final Issue OF_CONTRACT =
                new Issue("KEYcontract", "contract-secret-key", "contract-token==", Instant.MAX);

        /**
         * Adds this key to the keys that an emulator accepts.
         *
         * @return the given builder
         */
        public <B extends VendorEmulator.Builder> B acceptedBy(B emulator) {
            emulator.temporaryKey(id, secret, token, end);
            return emulator;
        }

        /** Returns the key as the provider's credentials. */
        public <C> C as(Factory<C> credentials) {
            return credentials.of(id, secret, token);
        }

        /** Returns the key as the provider's temporary credentials. */
        public <C, E> E as(Factory<C> credentials, BiFunction<C, Instant, E> expiring) {
            return expiring.apply(as(credentials), end);
        }
    }

    /** Creates a provider's credentials. */
    @FunctionalInterface
    public interface Factory<C> {
        /** Returns credentials with a token. */
        C of(String id, String secret, String token);
    }
}
