package io.efface.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.green.GreenEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.MapPropertySource;

@EffaceEmulators
class LeaversApplicationTest {
    @Test
    void leave_employee_isDeleted(EmulatedAccounts emulated, GreenEmulator green) {
        green.library().put("alice", "face-1");
        Map<String, Object> settings = new HashMap<>(emulated.settings());
        try (var application = new SpringApplicationBuilder(LeaversApplication.class)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("emulators", settings)))
                .run()) {
            application.getBean(LeaversApplication.Leavers.class).leave("alice");
        }
        assertThat(green.library().size()).isZero();
    }
}
