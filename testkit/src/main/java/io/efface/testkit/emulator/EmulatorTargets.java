package io.efface.testkit.emulator;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.SkippingClock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The targets of {@link FaceRepositoryContract} for a provider whose vendor has an emulator: the primitive repository and the opened
 * account. Both are opened from settings, with the provider that {@link ServiceLoader} finds. Each target has its own emulator. The
 * account, its layers and the emulator share one clock, which skips the waits of the layers. Immutable and thread-safe.
 *
 * <pre>{@code
 * EmulatorTargets.of(clock -> new AcmeEmulator(clock, "key-id", "secret"), Map.of(
 *                 "provider", "acme", "credentials.key-id", "key-id", "credentials.secret", "secret"))
 *         .withHarness((acme, harness) -> harness.error(ContractFault.AUTH_REJECTED, "bad_signature"))
 *         .rawAndOpened("as documented");
 * }</pre>
 *
 * <p>The values of the secret settings and of the settings below {@code credentials} are {@link ContractHarness#secrets()}. If the provider
 * has the settings {@code read-timeout} and {@code library}, the tests of timeouts and of missing libraries change these settings.
 *
 * @param <E> type of the emulator
 */
public final class EmulatorTargets<E extends VendorEmulator> {
    private static final String ACCOUNT = "test";
    private static final String PREFIX = "efface.accounts." + ACCOUNT + ".";

    private final Function<? super SkippingClock, ? extends E> emulator;
    private final Map<String, String> settings;
    private final BiConsumer<? super E, EmulatorHarness.Builder> harness;
    private final Optional<SharedResource<?>> shared;

    private EmulatorTargets(
            Function<? super SkippingClock, ? extends E> emulator,
            Map<String, String> settings,
            BiConsumer<? super E, EmulatorHarness.Builder> harness,
            Optional<SharedResource<?>> shared) {
        this.emulator = Objects.requireNonNull(emulator, "emulator");
        this.settings = Map.copyOf(settings);
        this.harness = Objects.requireNonNull(harness, "harness");
        this.shared = shared;
    }

    /**
     * Returns the targets of a provider.
     *
     * @param emulator the function that creates an emulator without people and with the given clock; it is called for each test
     * @param settings the settings of an account without account prefix: the provider, the key that the emulator accepts, and other
     *     settings that the account needs; not the endpoint
     */
    public static <E extends VendorEmulator> EmulatorTargets<E> of(
            Function<? super SkippingClock, ? extends E> emulator, Map<String, String> settings) {
        return new EmulatorTargets<>(emulator, settings, (vendor, harness) -> {}, Optional.empty());
    }

    /** Returns a copy of these targets in which a setting has this value. */
    public EmulatorTargets<E> with(String setting, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(setting, value);
        return new EmulatorTargets<>(emulator, changed, harness, shared);
    }

    /** Returns a copy of these targets with a function that adds the vendor's faults and other properties to each harness. */
    public EmulatorTargets<E> withHarness(BiConsumer<? super E, EmulatorHarness.Builder> properties) {
        return new EmulatorTargets<>(emulator, settings, properties, shared);
    }

    /**
     * Returns these targets with accounts to which the application gives a resource, such as an HTTP client. The tests then check that the
     * accounts do not close it. All tests use the same resource, and do not close it.
     *
     * @param type the type with which the provider asks for the resource, see {@link io.efface.spi.OpenContext#service}
     * @param isOpen function that returns whether the resource is still open
     */
    public <T> EmulatorTargets<E> sharing(Class<T> type, T resource, Predicate<? super T> isOpen) {
        return new EmulatorTargets<>(
                emulator, settings, harness, Optional.of(new SharedResource<>(type, resource, isOpen)));
    }

    /** Returns the target with the provider's primitive repository. */
    public ContractTarget raw(String name) {
        return target("raw", name, false);
    }

    /** Returns the target with the opened account, which has layers with default settings. */
    public ContractTarget opened(String name) {
        return target("opened", name, true);
    }

    /** Returns both targets. */
    public List<ContractTarget> rawAndOpened(String name) {
        return List.of(raw(name), opened(name));
    }

    private ContractTarget target(String kind, String name, boolean opened) {
        return ContractTarget.of(settings.get("provider") + " " + kind + ", " + name, () -> start(opened));
    }

    private EmulatorHarness start(boolean opened) throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        E vendor = emulator.apply(time);
        EmulatorServer server = EmulatorServer.start(vendor);
        try {
            FaceRepositoriesBuilder configured = FaceRepositories.builder()
                    .map(account(server.url(), opened))
                    .clock(time)
                    .sleeper(time)
                    // A test writes its secrets into its settings, so the warning about that is ignored.
                    .warnings(text -> {});
            shared.ifPresent(resource -> resource.giveTo(configured));
            FaceRepositories accounts = configured.open();
            EmulatorHarness.Builder builder = EmulatorHarness.builder(vendor, accounts.get(ACCOUNT), time)
                    .opened(opened)
                    .accountName(ACCOUNT)
                    .secrets(secrets())
                    .restarting((setting, value) -> restart(setting, value, opened))
                    .closing(accounts::close)
                    .releasing(server::close);
            shared.ifPresent(resource -> builder.sharing(resource::isOpen));
            harness.accept(vendor, builder);
            return builder.build();
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private Optional<ContractHarness> restart(String setting, String value, boolean opened) throws IOException {
        boolean exists = setting.equals("quota")
                ? opened
                : providerSettings().stream().anyMatch(each -> each.key().equals(setting));
        return exists ? Optional.of(with(setting, value).start(opened)) : Optional.empty();
    }

    private Map<String, String> account(String url, boolean opened) {
        Map<String, String> account = new LinkedHashMap<>();
        settings.forEach((key, value) -> account.put(PREFIX + key, value));
        account.put(PREFIX + "endpoint", url);
        if (!opened) {
            account.put(PREFIX + "policies", "none");
        }
        return account;
    }

    private List<String> secrets() {
        List<String> secretKeys = providerSettings().stream()
                .filter(Setting::secret)
                .map(Setting::key)
                .toList();
        return settings.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("credentials.") || secretKeys.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<Setting> providerSettings() {
        return ServiceLoader.load(FaceRepositoryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(settings.get("provider")))
                .findFirst()
                .map(FaceRepositoryProvider::settings)
                .orElse(List.of());
    }

    /** A resource that the application gives to its accounts. */
    private record SharedResource<T>(Class<T> type, T resource, Predicate<? super T> openness) {
        void giveTo(FaceRepositoriesBuilder accounts) {
            accounts.service(type, resource);
        }

        boolean isOpen() {
            return openness.test(resource);
        }
    }
}
