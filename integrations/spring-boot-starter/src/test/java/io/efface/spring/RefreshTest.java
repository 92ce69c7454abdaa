package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Tests accounts that change while an application runs, as a configuration service changes them. */
@EffaceEmulators
@ExtendWith(OutputCaptureExtension.class)
class RefreshTest extends ApplicationFixture {
    private static final PersonId ALICE = PersonId.of("alice");

    private final Map<String, Object> service = new HashMap<>();
    private ConfigurableApplicationContext context;
    private FaceRepositories accounts;

    @BeforeEach
    void startWithAService(EmulatedAccounts emulated) {
        emulated.settings().forEach((key, value) -> {
            if (key.contains(".green.")) {
                service.put(key, value);
            }
        });
        SpringApplication application = application();
        application.addInitializers(starting -> starting.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("configuration service", service)));
        context = application.run(arguments(""));
        accounts = context.getBean(FaceRepositories.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private void change(Map<String, ?> settings) {
        service.putAll(settings);
        context.publishEvent(new EnvironmentChangeEvent(context, Set.copyOf(settings.keySet())));
    }

    @Test
    void change_newAccount_isAdded(EmulatedAccounts emulated, IaiEmulator iai) {
        iai.library().put("alice", "face-1");
        Map<String, String> added = new HashMap<>(emulated.settings());
        added.keySet().removeIf(key -> !key.contains(".iai."));

        change(added);

        assertThat(accounts.accounts()).containsExactly("green", "iai");
        assertThat(context.getBeansOfType(FaceRepository.class)).containsOnlyKeys("green");
        accounts.get("iai").deletePerson(ALICE);
        assertThat(iai.library().size()).isZero();
        assertThat(context.getBean(MeterRegistry.class)
                        .get("efface.quota.waiting")
                        .gauges())
                .hasSize(2);
    }

    @Test
    void change_newAccountIsSameAsALaterNewAccount_addsBoth(EmulatedAccounts emulated, CapturedOutput output) {
        Map<String, String> added = new HashMap<>();
        emulated.settings().forEach((key, value) -> {
            if (key.contains(".iai.")) {
                added.put(key, value);
                added.put(key.replace(".iai.", ".a."), value);
            }
        });
        added.put("efface.accounts.a.same-as", "iai");
        int before = output.getOut().length();

        change(added);

        assertThat(accounts.accounts()).containsExactly("a", "green", "iai");
        assertThat(output.getOut().substring(before))
                .contains("account a has new settings", "account iai has new settings")
                .doesNotContain("have problems");
    }

    @Test
    void change_keyOfTwoSameAccounts_changesBoth(EmulatedAccounts emulated, CapturedOutput output) {
        change_newAccountIsSameAsALaterNewAccount_addsBoth(emulated, output);
        String before = accounts.describe("a").keyFingerprint().orElseThrow();
        String key = ".credentials.secret-id";

        change(Map.of("efface.accounts.a" + key, "AKIDother", "efface.accounts.iai" + key, "AKIDother"));

        assertThat(accounts.describe("a").keyFingerprint())
                .isEqualTo(accounts.describe("iai").keyFingerprint())
                .isNotEqualTo(Optional.of(before));
        assertThat(output).doesNotContain("have problems");
    }

    @Test
    void change_newAccountIsSameAsAnAccountWithProblems_logsAllProblemsOnce(CapturedOutput output) {
        change(Map.of(
                "efface.accounts.a.provider", "memory",
                "efface.accounts.a.allow-memory", "true",
                "efface.accounts.a.same-as", "z",
                "efface.accounts.a.unknown", "value",
                "efface.accounts.z.provider", "memory",
                "efface.accounts.z.allow-memory", "neither"));

        assertThat(accounts.accounts()).containsExactly("green");
        assertThat(output.getOut().split("the settings of a, z stay unchanged", -1))
                .hasSize(2);
        assertThat(output).contains("efface.accounts.a.unknown: unknown key", "efface.accounts.z.allow-memory: ");
    }

    @Test
    void change_newAccountWithItsSecretAsPlaceholder_isNotReportedAsLiteral(
            EmulatedAccounts emulated, CapturedOutput output) {
        String key = "efface.accounts.iai.credentials.secret-key";
        Map<String, String> added = new HashMap<>(emulated.settings());
        added.keySet().removeIf(each -> !each.contains(".iai."));
        added.put("vault.secret", added.put(key, "${vault.secret}"));
        int before = output.getOut().length();

        change(added);

        assertThat(accounts.accounts()).containsExactly("green", "iai");
        assertThat(output.getOut().substring(before))
                .contains("account iai has new settings")
                .doesNotContain("written literally");
    }

    @Test
    void change_secret_isUsedByTheSameBean(GreenEmulator green) {
        FaceRepository faces = context.getBean("green", FaceRepository.class);
        Object right = service.get("efface.accounts.green.credentials.access-key-secret");

        change(Map.of("efface.accounts.green.credentials.access-key-secret", "wrong"));
        assertThatThrownBy(() -> faces.findPerson(ALICE)).hasMessageContaining("UNAUTHENTICATED");
        change(Map.of("efface.accounts.green.credentials.access-key-secret", right));

        assertThat(faces.findPerson(ALICE).isPresent()).isFalse();
    }

    @Test
    void change_settingsWithProblems_keepTheAccount(GreenEmulator green, CapturedOutput output) {
        change(Map.of("efface.accounts.green.deadline", "5x"));

        assertThat(output)
                .contains("the settings of green stay unchanged, because the new settings have problems")
                .contains("property source 'configuration service': efface.accounts.green.deadline: is not a duration");
        assertThat(accounts.get("green").findPerson(ALICE).isPresent()).isFalse();

        change(Map.of("efface.unknown", "value"));
        assertThat(output).contains("the accounts stay unchanged, because the new configuration has problems");
    }

    @Test
    void change_accountRemoved_failsLaterCalls() {
        FaceRepository faces = context.getBean("green", FaceRepository.class);
        service.clear();

        change(Map.of());

        assertThat(accounts.accounts()).isEmpty();
        assertThatThrownBy(() -> faces.findPerson(ALICE)).hasMessageContaining("there is no account 'green'");
    }

    @Test
    void change_otherKeys_keepsTheOpenAccount(GreenEmulator green, CapturedOutput output) {
        change(Map.of("other.key", "value"));

        assertThat(output).doesNotContain("has new settings");
    }
}
