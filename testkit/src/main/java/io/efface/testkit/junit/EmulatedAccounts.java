package io.efface.testkit.junit;

import io.efface.config.FaceRepositories;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.service.EmulatedAccount;
import io.efface.emulator.service.EmulatedService;
import io.efface.spi.layers.Sleeper;
import io.efface.testkit.SkippingClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The running emulators of a test and the accounts in them, see {@link EffaceEmulators}. An application that opens its accounts itself, for
 * example in a Spring context or in a Guice injector, opens them with {@link #settings()}. Thread-safe.
 */
public final class EmulatedAccounts {
    private final Map<String, EmulatedAccount> emulated;
    private final Clock clock;
    private final Sleeper sleeper;
    private final FaceRepositories repositories;

    private EmulatedAccounts(Map<String, EmulatedAccount> emulated, @Nullable SkippingClock skipping) {
        this.emulated = emulated;
        this.clock = clock(skipping);
        this.sleeper = skipping == null ? Sleeper.system() : skipping;
        this.repositories = FaceRepositories.builder()
                .map(settings())
                .clock(clock)
                .sleeper(sleeper)
                .open();
    }

    /**
     * Starts emulators and opens an account in each.
     *
     * @param services the services, at least one
     * @param realTime whether the accounts wait in real time
     * @throws IOException if no port can be opened
     */
    static EmulatedAccounts start(List<EmulatedService> services, boolean realTime) throws IOException {
        SkippingClock skipping = realTime ? null : SkippingClock.ofSystem();
        SecureRandom random = new SecureRandom();
        Map<String, EmulatedAccount> started = new LinkedHashMap<>();
        try {
            for (EmulatedService service : services) {
                started.put(service.text(), service.start(0, clock(skipping), random));
            }
            return new EmulatedAccounts(started, skipping);
        } catch (IOException | RuntimeException e) {
            started.values().forEach(EmulatedAccount::close);
            throw e;
        }
    }

    private static Clock clock(@Nullable SkippingClock skipping) {
        return skipping == null ? Clock.systemUTC() : skipping;
    }

    /** Returns the names of the accounts. The first is the default account. */
    public List<String> names() {
        return List.copyOf(emulated.keySet());
    }

    /**
     * Returns the configuration of the accounts, by full keys such as {@code efface.accounts.green.endpoint}, with
     * {@code efface.default-account}. The map contains the secret keys of the emulators and cannot be changed.
     */
    public Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        emulated.forEach((name, account) ->
                account.settings().forEach((key, value) -> all.put("efface.accounts." + name + "." + key, value)));
        all.put("efface.default-account", names().get(0));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Returns an emulator.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is no account of this name; the message lists the names
     */
    public VendorEmulator emulator(String name) {
        EmulatedAccount account = emulated.get(name);
        if (account == null) {
            throw new IllegalArgumentException("there is no such emulator; these are started: " + namesText());
        }
        return account.emulator();
    }

    /** Returns the emulator of a class, or empty if it is not started. */
    Optional<VendorEmulator> emulator(Class<?> type) {
        return emulated.values().stream()
                .map(EmulatedAccount::emulator)
                .filter(type::isInstance)
                .findFirst();
    }

    /** Returns the clock of the emulators and of {@link #repositories()}. */
    public Clock clock() {
        return clock;
    }

    /**
     * Returns the sleeper of {@link #repositories()}. Together with {@link #clock()}, it makes the accounts of an application skip waits.
     */
    public Sleeper sleeper() {
        return sleeper;
    }

    /** Returns the opened accounts. They are closed after the test. */
    public FaceRepositories repositories() {
        return repositories;
    }

    String namesText() {
        return String.join(", ", emulated.keySet());
    }

    void close() {
        repositories.close();
        emulated.values().forEach(EmulatedAccount::close);
    }

    /** Returns a text without keys. */
    @Override
    public String toString() {
        return "EmulatedAccounts[" + namesText() + "]";
    }
}
