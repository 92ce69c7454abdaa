package io.efface.testkit.emulator;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.VendorEmulator;
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

    /** Returns a builder with the names of the provider and of the settings of a key. All other values must be set. */
    public static Draft of(String provider, String idKey, String secretKey) {
        return new Draft(provider, idKey, secretKey, Map.of(), 1);
    }

    /**
     * Returns the settings of an account without quota and verification. The keys have no account prefix.
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

    private Map<String, String> settings(String endpoint, String... keys) {
        Map<String, String> all =
                new HashMap<>(Map.of("provider", provider, "endpoint", endpoint, "quota", "off", "verify", "off"));
        all.putAll(settings);
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
        /** A key that never expires, see {@link EmulatorHarness#prepared}. */
        public static final Issue OF_CONTRACT =
                new Issue("KEYcontract", "contract-secret-key", "contract-token==", Instant.MAX);

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

    /** A builder of an emulated vendor. Immutable. */
    public static final class Draft {
        private final String provider;
        private final String idKey;
        private final String secretKey;
        private final Map<String, String> settings;
        private final int requestsOfDeletion;

        private Draft(
                String provider, String idKey, String secretKey, Map<String, String> settings, int requestsOfDeletion) {
            this.provider = provider;
            this.idKey = idKey;
            this.secretKey = secretKey;
            this.settings = Map.copyOf(settings);
            this.requestsOfDeletion = requestsOfDeletion;
        }

        /** Sets the settings that each account needs in addition to its key. By default none. */
        public Draft withSettings(Map<String, String> needed) {
            return new Draft(provider, idKey, secretKey, needed, requestsOfDeletion);
        }

        /** Sets the number of requests for the deletion of a person with one face. By default 1. */
        public Draft deletingIn(int requests) {
            return new Draft(provider, idKey, secretKey, settings, requests);
        }

        /**
         * Returns the vendor.
         *
         * @param emulator the function that starts an emulator
         * @param otherSetting the name of a setting that does not change the quota group of an account
         * @param otherValue a value of this setting that is not the default
         * @param wrongSecretCode the vendor's code for a signature with a wrong secret
         */
        public EmulatedVendor emulatedBy(
                Supplier<? extends VendorEmulator.Builder> emulator,
                String otherSetting,
                String otherValue,
                String wrongSecretCode,
                TemporaryKeys temporaryKeys) {
            return new EmulatedVendor(
                    provider,
                    settings,
                    requestsOfDeletion,
                    emulator,
                    idKey,
                    secretKey,
                    Map.entry(otherSetting, otherValue),
                    wrongSecretCode,
                    temporaryKeys);
        }
    }
}
