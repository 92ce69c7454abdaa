package io.efface.testkit;

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
 * @param emulator the function that starts an emulator
 * @param idKey the name of the setting with the key's public id
 * @param secretKey the name of the setting with the key's secret
 * @param otherSignature a value of the setting {@code signature} that is not the default
 * @param wrongSecretCode the vendor's code for a signature with a wrong secret
 * @param temporaryKeys registers a source of temporary keys for the provider
 */
public record EmulatedVendor(
        String provider,
        Supplier<? extends VendorEmulator.Builder> emulator,
        String idKey,
        String secretKey,
        String otherSignature,
        String wrongSecretCode,
        TemporaryKeys temporaryKeys) {
    /** Checks that nothing is null. */
    public EmulatedVendor {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(emulator, "emulator");
        Objects.requireNonNull(idKey, "idKey");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(otherSignature, "otherSignature");
        Objects.requireNonNull(wrongSecretCode, "wrongSecretCode");
        Objects.requireNonNull(temporaryKeys, "temporaryKeys");
    }

    /** Returns a builder with the names of the provider and of the settings of a key. All other values must be set. */
    public static Draft of(String provider, String idKey, String secretKey) {
        return new Draft(provider, idKey, secretKey);
    }

    /**
     * Returns the settings of an account without quota and verification. The keys have no account prefix.
     *
     * @param endpoint the emulator's URL
     * @param more more settings, which alternate keys and values
     */
    public Map<String, String> account(String endpoint, String id, String secret, String... more) {
        Map<String, String> settings = new HashMap<>(settings(endpoint, idKey, id, secretKey, secret));
        settings.putAll(pairs(more));
        return settings;
    }

    /** Returns the settings of an account whose access keys the application provides, without quota and verification. */
    public Map<String, String> account(String endpoint) {
        return settings(endpoint, "credentials", "provider");
    }

    private Map<String, String> settings(String endpoint, String... keys) {
        Map<String, String> settings =
                new HashMap<>(Map.of("provider", provider, "endpoint", endpoint, "quota", "off", "verify", "off"));
        settings.putAll(pairs(keys));
        return settings;
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
         * Registers a source of keys. The provider keeps a key and renews the key before its end.
         *
         * @param source the source, which issues a key or fails
         * @param clock the clock for the end of keys
         */
        void register(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock);
    }

    /**
     * A temporary key.
     *
     * @param end the end of the key according to its source
     */
    public record Issue(String id, String secret, String token, Instant end) {
        /** A key that never ends, see {@link EmulatorHarness#prepared}. */
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

        private Draft(String provider, String idKey, String secretKey) {
            this.provider = provider;
            this.idKey = idKey;
            this.secretKey = secretKey;
        }

        /**
         * Returns the vendor.
         *
         * @param emulator the function that starts an emulator
         * @param otherSignature a value of the setting {@code signature} that is not the default
         * @param wrongSecretCode the vendor's code for a signature with a wrong secret
         */
        public EmulatedVendor emulatedBy(
                Supplier<? extends VendorEmulator.Builder> emulator,
                String otherSignature,
                String wrongSecretCode,
                TemporaryKeys temporaryKeys) {
            return new EmulatedVendor(
                    provider, emulator, idKey, secretKey, otherSignature, wrongSecretCode, temporaryKeys);
        }
    }
}
