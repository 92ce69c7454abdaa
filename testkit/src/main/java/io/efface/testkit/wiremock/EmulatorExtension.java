package io.efface.testkit.wiremock;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a vendor's emulator in a WireMock server on 127.0.0.1, for tests of applications. The emulator checks signed requests and responds
 * like the vendor. WireMock records the requests for {@code verify}. Stubs and faults of the test take precedence over the emulator.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension green =
 *         EmulatorExtension.green().seed(library -> library.put("4711", "f1", "f2")).build();
 *
 * @Test
 * void leaver_isErased() {
 *     try (FaceRepositories accounts = FaceRepositories.builder().map(green.account("cn-main")).open()) {
 *         accounts.get("cn-main").deletePerson(PersonId.of("4711"));
 *     }
 *     green.wireMock().verify(1, postRequestedFor(urlPathEqualTo("/green/sface/person/delete")));
 * }
 * }</pre>
 *
 * <p>The server starts once for the test class if the extension is in a static field, and once for each test otherwise. Before each test,
 * the extension deletes the emulator's people, faults and calls, and WireMock's stubs and journal. Then the extension adds the people of
 * {@link Builder#seed}. Not for tests that run in parallel in the same class.
 *
 * <p>WireMock limits the faults of the emulator: WireMock chooses the place at which a truncated response ends, and a request without a
 * response occupies a thread until the test ends, so at most {@value #THREADS} requests can be open at the same time.
 *
 * <p>WireMock is an optional dependency: a project that uses this class adds {@code org.wiremock:wiremock} 3.x to its tests.
 */
public final class EmulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** The id of the key that {@link #green()} and {@link #iai()} accept. */
    public static final String KEY_ID = "efface-test-key";

    /** The secret of the key that {@link #green()} and {@link #iai()} accept. */
    public static final String KEY_SECRET = "efface-test-secret";

    static final int THREADS = 64;
    private static final int JOURNAL_ENTRIES = 1_000;

    private final VendorEmulator emulator;
    private final Map<String, String> settings;
    private final Consumer<FaceLibrary> seed;
    private final int journalEntries;
    private volatile @Nullable EmulatorWireMockServer server;
    private boolean perClass;

    private EmulatorExtension(Builder from) {
        this.emulator = from.emulator;
        this.settings = from.settings;
        this.seed = from.seed;
        this.journalEntries = from.journalEntries;
    }

    /**
     * Returns a builder with an emulator of Alibaba Cloud Green 2018-05-09 that accepts {@link #KEY_ID} with {@link #KEY_SECRET}.
     *
     * @throws IllegalStateException if WireMock is not on the class path
     */
    public static Builder green() {
        return new Builder(
                GreenEmulator.builder().key(KEY_ID, KEY_SECRET).build(),
                Map.of(
                        "provider", "aliyun",
                        "credentials.access-key-id", KEY_ID,
                        "credentials.access-key-secret", KEY_SECRET));
    }

    /**
     * Returns a builder with an emulator of Tencent Cloud IAI that accepts {@link #KEY_ID} with {@link #KEY_SECRET}.
     *
     * @throws IllegalStateException if WireMock is not on the class path
     */
    public static Builder iai() {
        return new Builder(
                IaiEmulator.builder().key(KEY_ID, KEY_SECRET).build(),
                Map.of(
                        "provider", "tencent",
                        "credentials.secret-id", KEY_ID,
                        "credentials.secret-key", KEY_SECRET));
    }

    /**
     * Returns a builder with an emulator that the test has configured.
     *
     * @throws IllegalStateException if WireMock is not on the class path
     */
    public static Builder of(VendorEmulator emulator) {
        return new Builder(Objects.requireNonNull(emulator, "emulator"), Map.of());
    }

    /**
     * Returns the URL of the server without a slash at the end, such as {@code http://127.0.0.1:18080}.
     *
     * @throws IllegalStateException outside a test
     */
    public String url() {
        return "http://127.0.0.1:" + wireMock().port();
    }

    /** Returns the emulator, with its people, its faults and the calls that it received. */
    public VendorEmulator emulator() {
        return emulator;
    }

    /**
     * Returns the WireMock server, for stubs and {@code verify}. Stubs of every priority take precedence over the emulator.
     *
     * @throws IllegalStateException outside a test
     */
    public WireMockServer wireMock() {
        EmulatorWireMockServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "the emulator runs only during a test; is the field annotated with @RegisterExtension?");
        }
        return running.server();
    }

    /**
     * Returns the configuration of an account that sends its requests to this emulator, by full keys such as
     * {@code efface.accounts.cn-main.endpoint}. For an emulator that the test has configured, the configuration contains only the
     * endpoint.
     *
     * @throws IllegalStateException outside a test
     */
    public Map<String, String> account(String name) {
        Map<String, String> keys = new LinkedHashMap<>();
        String prefix = "efface.accounts." + Objects.requireNonNull(name, "name") + ".";
        settings.forEach((key, value) -> keys.put(prefix + key, value));
        keys.put(prefix + "endpoint", url());
        return Map.copyOf(keys);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        EmulatorWireMockServer running = server == null ? start() : server;
        emulator.faults().clear();
        emulator.library().clear();
        emulator.calls().clear();
        seed.accept(emulator.library());
        running.reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        EmulatorWireMockServer running = server;
        if (running != null) {
            running.releaseStalls();
        }
        if (!perClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private EmulatorWireMockServer start() {
        EmulatorWireMockServer starting = new EmulatorWireMockServer(emulator, THREADS, journalEntries);
        server = starting;
        return starting;
    }

    private void stop() {
        EmulatorWireMockServer running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    private static void requireWireMock() {
        try {
            Class.forName(
                    "com.github.tomakehurst.wiremock.WireMockServer", false, EmulatorExtension.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "WireMock is not on the class path; add org.wiremock:wiremock 3.x to the tests, because"
                            + " efface-testkit does not depend on it",
                    e);
        }
    }

    /** Builds extensions. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private final VendorEmulator emulator;
        private final Map<String, String> settings;
        private Consumer<FaceLibrary> seed = library -> {};
        private int journalEntries = JOURNAL_ENTRIES;

        private Builder(VendorEmulator emulator, Map<String, String> settings) {
            requireWireMock();
            this.emulator = emulator;
            this.settings = settings;
        }

        /** Sets the people of the library at the beginning of each test. By default the library is empty. */
        public Builder seed(Consumer<FaceLibrary> people) {
            this.seed = Objects.requireNonNull(people, "people");
            return this;
        }

        /**
         * Sets the number of requests that WireMock keeps for {@code verify}. The default is 1000. WireMock's own default is no limit, so
         * WireMock would keep every byte of every request.
         *
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder journalEntries(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("the number of kept requests must be at least 1");
            }
            this.journalEntries = most;
            return this;
        }

        /** Returns the extension, for a field with {@code @RegisterExtension}. */
        public EmulatorExtension build() {
            return new EmulatorExtension(this);
        }
    }
}
