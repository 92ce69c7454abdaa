package io.efface.emulator.service;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An account in a running emulator, see {@link EmulatedService#start}. Closing the account stops the emulator. Thread-safe.
 *
 * @param service the emulated service
 * @param emulator the emulator
 * @param server the HTTP server of the emulator
 * @param keyId the public part of the key that the emulator accepts
 * @param keySecret the secret part of the key
 */
public record EmulatedAccount(
        EmulatedService service, VendorEmulator emulator, EmulatorServer server, String keyId, String keySecret)
        implements AutoCloseable {
    /**
     * Creates an account.
     *
     * @throws NullPointerException if an argument is null
     */
    public EmulatedAccount {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(emulator, "emulator");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(keySecret, "keySecret");
    }

    /**
     * Returns the settings with which Efface opens the account. The keys of the map have no prefix {@code efface.accounts.NAME.}. The first
     * setting is the provider, and the last settings are the access key, including its secret part. The map cannot be changed.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("provider", service.provider());
        settings.put("endpoint", server.url());
        settings.putAll(new TreeMap<>(service.moreSettings()));
        settings.put("credentials." + service.keyIdSetting(), keyId);
        settings.put(secretSetting(), keySecret);
        return Collections.unmodifiableMap(settings);
    }

    /** Returns the name of the setting with the secret part of the key, such as {@code credentials.secret-key}. */
    public String secretSetting() {
        return "credentials." + service.keySecretSetting();
    }

    /** Stops the emulator and closes all its connections. Further calls do nothing. */
    @Override
    public void close() {
        server.close();
    }

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "EmulatedAccount[" + service.text() + " at " + server.url() + "]";
    }
}
