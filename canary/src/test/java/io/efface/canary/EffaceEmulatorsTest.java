package io.efface.canary;

import static io.efface.emulator.service.EmulatedService.GREEN;
import static io.efface.emulator.service.EmulatedService.IAI;
import static io.efface.emulator.service.EmulatedService.REKOGNITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.spi.layers.Sleeper;
import io.efface.testkit.SkippingClock;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests {@link EffaceEmulators} with all providers. */
@EffaceEmulators
final class EffaceEmulatorsTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final int REPETITIONS = 24;
    private static final int HANGING_MILLIS = 60_000;

    private EmulatedAccounts beforeTest;

    @BeforeEach
    void store(EmulatedAccounts accounts) {
        beforeTest = accounts;
    }

    @Test
    void parameters_ofATest_areTheStartedEmulatorsAndTheirAccounts(
            FaceRepositories all,
            FaceRepository first,
            GreenEmulator green,
            IaiEmulator iai,
            RekognitionEmulator rekognition,
            EmulatedAccounts accounts) {
        assertThat(accounts).isSameAs(beforeTest);
        assertThat(accounts.names()).containsExactly("green", "iai", "rekognition");
        assertThat(all).isSameAs(accounts.repositories());
        assertThat(all.accounts()).containsExactly("green", "iai", "rekognition");
        assertThat(accounts.emulator("green")).isSameAs(green);
        assertThat(accounts.emulator("iai")).isSameAs(iai);
        assertThat(accounts.emulator("rekognition")).isSameAs(rekognition);
        green.library().put("alice", "face-1");
        assertThat(first.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(green.library().size()).isZero();
    }

    @Test
    void settings_inAnApplication_openTheSameAccounts(EmulatedAccounts accounts) {
        accounts.names().forEach(name -> accounts.emulator(name).library().put("alice", "face-1"));
        try (FaceRepositories application = FaceRepositories.builder()
                .map(accounts.settings())
                .clock(accounts.clock())
                .sleeper(accounts.sleeper())
                .open()) {
            for (String name : accounts.names()) {
                assertThat(application.get(name).deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
            }
            assertThat(application.describe("green").isDefault()).isTrue();
        }
        assertThat(accounts.names())
                .allMatch(name -> accounts.emulator(name).library().size() == 0);
        assertThat(accounts.toString()).isEqualTo("EmulatedAccounts[green, iai, rekognition]");
    }

    @Test
    void waits_ofTheAccounts_areSkipped(FaceRepository account, GreenEmulator green, EmulatedAccounts accounts) {
        green.library().put("alice", "face-1");
        green.faults().times(2, Fault.throttle());

        assertThat(account.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);

        assertThat(accounts.clock())
                .isSameAs(green.clock())
                .isInstanceOfSatisfying(
                        SkippingClock.class,
                        clock -> assertThat(clock.skipped()).isGreaterThan(Duration.ofMillis(100)));
        assertThat(accounts.sleeper()).isSameAs(accounts.clock());
    }

    @Test
    @EffaceEmulators(realTime = true)
    void waits_inRealTime_useTheClockOfTheSystem(IaiEmulator iai, EmulatedAccounts accounts) {
        assertThat(accounts.clock()).isNotInstanceOf(SkippingClock.class).isSameAs(iai.clock());
        assertThat(accounts.sleeper()).isNotInstanceOf(SkippingClock.class).isInstanceOf(Sleeper.class);
    }

    @Test
    @EffaceEmulators({REKOGNITION, IAI})
    void annotation_ofAMethod_replacesTheAnnotationOfTheClass(EmulatedAccounts accounts, FaceRepository first) {
        assertThat(accounts.names()).containsExactly("rekognition", "iai");
        accounts.emulator("rekognition").library().put("alice", "face-1");
        assertThat(first.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.emulator("green"))
                .withMessage("there is no such emulator; these are started: rekognition, iai");
    }

    @Nested
    class Inside {
        @Test
        void annotation_ofTheOuterClass_appliesToANestedClass(EmulatedAccounts accounts) {
            assertThat(accounts).isSameAs(beforeTest);
            assertThat(accounts.names()).hasSize(3);
        }
    }

    @Test
    void parameter_ofAnEmulatorThatIsNotStarted_isAnError() {
        assertThat(failures(run(OnlyGreen.class)))
                .singleElement()
                .asString()
                .contains("the emulator IAI is not started; @EffaceEmulators started green. Add IAI to the annotation");
    }

    @Test
    void parameter_ofAMethodBeforeAllTests_isAnError() {
        assertThat(failures(run(Early.class)))
                .singleElement()
                .asString()
                .contains("the emulators run only during a test method")
                .contains("FaceRepositories");
    }

    @Test
    void parameter_ofAConstructor_isNotSupported() {
        assertThat(failures(run(Constructed.class)))
                .singleElement()
                .asString()
                .contains("No ParameterResolver registered");
    }

    @Test
    void tests_oneAfterTheOther_shareNothingAndLeaveNothingOpen() throws IOException {
        Parallel.forget();

        assertThat(failures(run(Parallel.class))).isEmpty();

        Set<String> secrets = new HashSet<>();
        assertThat(Parallel.SEEN).hasSize(REPETITIONS);
        for (EmulatedAccounts accounts : Parallel.SEEN) {
            Map<String, String> settings = accounts.settings();
            secrets.add(settings.get("efface.accounts.green.credentials.access-key-secret"));
            secrets.add(settings.get("efface.accounts.iai.credentials.secret-key"));
            assertClosed(accounts);
        }
        assertThat(Parallel.CONNECTIONS).hasSize(REPETITIONS);
        for (Socket connection : Parallel.CONNECTIONS) {
            assertClosed(connection);
        }
        assertThat(secrets).hasSize(2 * REPETITIONS);
    }

    @Test
    void tests_inParallel_doNotDisturbEachOther() throws IOException {
        Parallel.forget();

        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Parallel.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute();

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(REPETITIONS);
        assertThat(Parallel.SEEN).hasSize(REPETITIONS);
        for (Socket connection : Parallel.CONNECTIONS) {
            assertClosed(connection);
        }
    }

    private static void assertClosed(EmulatedAccounts accounts) {
        assertThatExceptionOfType(FaceException.class)
                .isThrownBy(() -> accounts.repositories().get("green").deletePerson(ALICE))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    /** Reads from a connection to an emulator. Another process may listen on the port by now, so a new connection would prove nothing. */
    private static void assertClosed(Socket connection) throws IOException {
        try (connection) {
            connection.setSoTimeout(HANGING_MILLIS);
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).as("a reset ends a connection, too").isNotNull();
        }
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static List<String> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(String::valueOf)
                        .orElse("no exception"))
                .toList();
    }

    /**
     * A test class that a test of this class runs with its own engine. Maven does not run this class and the following classes directly.
     */
    @EffaceEmulators(GREEN)
    static final class OnlyGreen {
        @Test
        void needs(IaiEmulator iai) {
            assertThat(iai).isNotNull();
        }
    }

    @EffaceEmulators
    static final class Early {
        @BeforeAll
        static void needs(FaceRepositories accounts) {
            assertThat(accounts).isNotNull();
        }

        @Test
        void empty() {}
    }

    @EffaceEmulators
    static final class Constructed {
        Constructed(FaceRepositories accounts) {
            assertThat(accounts).isNotNull();
        }

        @Test
        void empty() {}
    }

    @EffaceEmulators({GREEN, IAI})
    static final class Parallel {
        static final Queue<EmulatedAccounts> SEEN = new ConcurrentLinkedQueue<>();
        static final Queue<Socket> CONNECTIONS = new ConcurrentLinkedQueue<>();

        static void forget() {
            SEEN.clear();
            CONNECTIONS.clear();
        }

        @RepeatedTest(REPETITIONS)
        void deletion(EmulatedAccounts accounts, FaceRepositories all, GreenEmulator green, IaiEmulator iai)
                throws IOException {
            SEEN.add(accounts);
            URI endpoint = URI.create(accounts.settings().get("efface.accounts.green.endpoint"));
            CONNECTIONS.add(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), endpoint.getPort()));
            green.library().put("alice", "face-1");
            iai.library().put("alice", "face-1");
            iai.faults().next(Fault.throttle());
            for (String name : accounts.names()) {
                assertThat(all.get(name).deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
            }
            assertThat(green.calls().count("DeletePerson")).isEqualTo(1);
            assertThat(iai.calls().count("DeletePerson")).isEqualTo(2);
        }
    }
}
