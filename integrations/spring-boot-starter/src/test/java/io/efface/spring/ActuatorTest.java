package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.emulator.Fault;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests health and metrics of applications with the actuator. */
@EffaceEmulators
class ActuatorTest extends ApplicationFixture {
    private static final String MISSING = "${env:EFFACE_TEST_KEY_NOT_SET}";

    /**
     * Asks the endpoint {@code health} of Spring Boot, without its types, which are in other packages in Spring Boot 4.
     *
     * @param path the name of an indicator, or nothing for the health of the application
     * @return the health, or empty if there is no such indicator
     */
    private static Optional<BeanWrapper> health(ConfigurableApplicationContext context, String... path)
            throws ReflectiveOperationException {
        Object endpoint = context.getBean("healthEndpoint");
        return Optional.ofNullable(endpoint.getClass()
                        .getMethod("healthForPath", String[].class)
                        .invoke(endpoint, (Object) path))
                .map(PropertyAccessorFactory::forBeanPropertyAccess);
    }

    private static String statusAndDetails(ConfigurableApplicationContext context) throws ReflectiveOperationException {
        BeanWrapper health = health(context, "efface").orElseThrow();
        return health.getPropertyValue("status") + " " + health.getPropertyValue("details");
    }

    private static String status(ConfigurableApplicationContext context) throws ReflectiveOperationException {
        return String.valueOf(health(context).orElseThrow().getPropertyValue("status"));
    }

    @Test
    void health_vendorsRespond_isUpAndOnlyReads(EmulatedAccounts emulated, GreenEmulator green, IaiEmulator iai)
            throws ReflectiveOperationException {
        green.library().put("alice", "face-1");
        String yaml = yaml(emulated, "efface.accounts.rekognition.credentials.secret-access-key", MISSING);

        try (ConfigurableApplicationContext context = start(yaml)) {
            assertThat(statusAndDetails(context)).isEqualTo("UP {green=OK, iai=OK, rekognition=credentials missing}");
        }

        assertThat(green.library().size()).isOne();
        for (VendorEmulator vendor : new VendorEmulator[] {green, iai}) {
            assertThat(vendor.calls().latest()).singleElement().asString().doesNotContainIgnoringCase("delete");
        }
    }

    @Test
    void health_aVendorRejectsTheKey_isDown(EmulatedAccounts emulated) throws ReflectiveOperationException {
        String yaml = yaml(emulated, "efface.accounts.green.credentials.access-key-secret", "wrong");

        try (ConfigurableApplicationContext context = start(yaml)) {
            assertThat(statusAndDetails(context)).isEqualTo("DOWN {green=UNAUTHENTICATED, iai=OK, rekognition=OK}");
            assertThat(status(context)).isEqualTo("DOWN");
        }
    }

    @Test
    void health_noAccount_isUp() throws ReflectiveOperationException {
        try (ConfigurableApplicationContext context = start("")) {
            assertThat(statusAndDetails(context)).isEqualTo("UP {}");
            assertThat(status(context)).isEqualTo("UP");
        }
    }

    @Test
    void health_disabled_isNotPartOfTheHealthOfTheApplication(EmulatedAccounts emulated, GreenEmulator green)
            throws ReflectiveOperationException {
        try (ConfigurableApplicationContext context =
                start(yaml(emulated, "management.health.efface.enabled", "false"))) {
            assertThat(health(context, "efface")).isEmpty();
            assertThat(status(context)).isEqualTo("UP");
        }

        assertThat(green.calls().latest()).isEmpty();
    }

    @Test
    void metrics_ofCalls_areRecorded(EmulatedAccounts emulated, GreenEmulator green) {
        green.faults().next(Fault.throttle());
        String yaml = yaml(emulated, "efface.accounts.iai.credentials.secret-key", MISSING);

        try (ConfigurableApplicationContext context = start(yaml)) {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            context.getBean("green", FaceRepository.class).findPerson(PersonId.of("alice"));

            assertThat(meters.get("efface.call").tag("account", "green").timer().count())
                    .isOne();
            assertThat(meters.get("efface.attempt").timers().stream()
                            .mapToLong(timer -> timer.count())
                            .sum())
                    .isEqualTo(2);
            assertThat(meters.get("efface.quota.waiting").gauges())
                    .extracting(gauge -> gauge.getId().getTag("account"))
                    .containsExactlyInAnyOrder("green", "rekognition");
        }
    }

    @Test
    void metrics_switchedOff_allowAccountsWithoutLayers() {
        Map<String, String> account = Map.of(
                "efface.accounts.a.provider", "memory",
                "efface.accounts.a.allow-memory", "true",
                "efface.accounts.a.policies", "none");

        try (ConfigurableApplicationContext context =
                start(yaml(account, "management.observations.enable.efface", "false"))) {
            assertThat(context.getBean(FaceRepositories.class).accounts()).containsExactly("a");
        }
    }
}
