package io.efface.testkit.junit;

import io.efface.emulator.service.EmulatedService;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts emulators of the vendors for each test method, and opens an account in each emulator. For tests of applications.
 *
 * <pre>{@code
 * @EffaceEmulators
 * class LeaversTest {
 *     @Test
 *     void leave_employeeOfGreen_isErased(FaceRepositories accounts, GreenEmulator green) {
 *         green.library().put("alice", "face-1");
 *         new Leavers(accounts).leave("alice");
 *         assertThat(green.library().size()).isZero();
 *     }
 * }
 * }</pre>
 *
 * <p>Each emulator has a free port of 127.0.0.1 and a random key of its own. The accounts have the names {@code green}, {@code iai} and
 * {@code rekognition}, and the default settings. The first account is the default account. After the test method, the accounts and the
 * emulators are closed. Tests share nothing, so they may run in parallel.
 *
 * <p>A test method, and a method with {@code @BeforeEach} or {@code @AfterEach}, may have parameters of these types:
 *
 * <ul>
 *   <li>{@link io.efface.config.FaceRepositories}: all accounts
 *   <li>{@link io.efface.FaceRepository}: the default account
 *   <li>{@link io.efface.emulator.green.GreenEmulator}, {@link io.efface.emulator.iai.IaiEmulator} and
 *       {@link io.efface.emulator.rekognition.RekognitionEmulator}: an emulator, with its people, its faults and the calls that it received
 *   <li>{@link EmulatedAccounts}: the settings of the accounts, for applications that open the accounts themselves
 * </ul>
 *
 * <p>A constructor and a method with {@code @BeforeAll} or {@code @AfterAll} cannot have such parameters.
 *
 * <p>An annotation on a method replaces the annotation of the class. A nested test class without the annotation uses the annotation of the
 * class around it. JUnit 5.9 or later is required.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EffaceEmulatorsExtension.class)
public @interface EffaceEmulators {
    /**
     * The services whose emulators are started, in the order of the accounts. The provider of each service must be on the class path. By
     * default all services whose provider is on the class path, in the order of {@link EmulatedService}.
     */
    EmulatedService[] value() default {};

    /**
     * Whether the waits of the accounts take real time, for example the wait before a call is repeated. By default the accounts and the
     * emulators have one clock that skips such waits. Emulated delays and the time limits of HTTP always take real time.
     */
    boolean realTime() default false;
}
