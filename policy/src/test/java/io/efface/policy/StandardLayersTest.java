package io.efface.policy;

import static io.efface.policy.FakeVendor.ALICE;
import static io.efface.policy.FakeVendor.faces;
import static io.efface.policy.FakeVendor.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.IdCheck;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.ReadBack;
import io.efface.config.FaceRepositories;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardLayersTest {
    @Test
    void settings_keys_areUnique() {
        assertThat(Stream.concat(new StandardLayers().settings().stream(), FaceRepositories.commonSettings().stream())
                        .map(Setting::key))
                .doesNotHaveDuplicates();
    }

    private static final PersonId AGAINST_THE_RULE = PersonId.of("Alice 4711");

    private final FakeVendor vendor = new FakeVendor();
    private final ManualTime clock = new ManualTime();

    private FaceRepositories open(Map<String, String> layerSettings) {
        return FaceRepositories.builder()
                .clock(clock)
                .random(new Random(1))
                .account("one", config(), layerSettings)
                .open();
    }

    private ProviderConfig config() {
        return new FakeConfig("fake", Optional.empty(), vendor);
    }

    @Test
    void describe_someSettings_reportsAllEffectiveValues() {
        Map<String, String> given = Map.of("last-face", "keep-one", "quota", "7", "deadline", "1s500ms");
        try (FaceRepositories repositories = open(given)) {
            Map<String, String> settings = repositories.describe("one").settings();

            assertThat(settings).containsAllEntriesOf(given).containsEntry("policies", "standard");
            new StandardLayers()
                    .settings()
                    .forEach(setting -> assertThat(settings)
                            .containsEntry(setting.key(), given.getOrDefault(setting.key(), setting.defaultText())));
        }
    }

    @Test
    void describe_durations_haveTheFormatOfTheCommand() {
        try (FaceRepositories repositories = open(Map.of("deadline", "600s", "breaker.open-for", "5400s"))) {
            assertThat(repositories.describe("one").settings())
                    .containsEntry("deadline", "10m")
                    .containsEntry("breaker.open-for", "1h30m")
                    .containsEntry("retry.base-delay", "200ms")
                    .containsEntry("retry.max-delay", "10s");
        }
    }

    @Test
    void describe_vendorThatDeletesThePerson_rejectsTheLastFaceByDefault() {
        vendor.lastFace = LastFaceRule.deletesPerson("test");
        try (FaceRepositories byDefault = open(Map.of());
                FaceRepositories chosen = open(Map.of("last-face", "vendor"))) {
            assertThat(byDefault.describe("one").settings()).containsEntry("last-face", "refuse");
            assertThat(chosen.describe("one").settings()).containsEntry("last-face", "vendor");
        }
    }

    @Test
    void deleteFaces_vendorThatDeletesThePersonAndCannotBeRead_isRejectedBeforeSending() {
        vendor.with(ALICE, numbered(0, 2));
        vendor.lastFace = LastFaceRule.deletesPerson("test");
        vendor.readBack = ReadBack.NONE;
        vendor.failAfter(
                0,
                FaceException.of(Operation.FIND_PERSON, ErrorKind.UNSUPPORTED).build());
        try (FaceRepositories repositories = open(Map.of())) {
            FaceRepository one = repositories.get("one");

            assertThatThrownBy(() -> one.deleteFaces(ALICE, numbered(0, 2)))
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
                        assertThat(e.effect()).isEqualTo(Effect.NONE);
                    });
            assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE", "Off", "OFF"})
    void describe_offAsWrittenOrConvertedByYaml_isOff(String off) {
        Map<String, String> given = Map.of("id-check", off, "verify", off, "quota", off);
        try (FaceRepositories repositories = open(given)) {
            assertThat(repositories.describe("one").settings())
                    .containsAllEntriesOf(Map.of("id-check", "off", "verify", "off", "quota", "off"));
        }
    }

    @Test
    void open_layersFoundByServiceLoader_addsAllLayers() {
        vendor.with(ALICE, numbered(0, 5));
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            FaceRepository one = repositories.get("one");

            assertThat(one.deleteFaces(ALICE, numbered(0, 5)).facesWith(FaceOutcome.DELETED))
                    .hasSize(5);
            assertThat(one.unwrap(DeadlineLayer.class)).isPresent();
            assertThat(one.unwrap(IdCheckLayer.class)).isPresent();
            assertThat(one.unwrap(LastFaceLayer.class)).isPresent();
            assertThat(one.unwrap(ChunkingLayer.class)).isPresent();
            assertThat(one.unwrap(FakeVendor.class)).contains(vendor);
            assertThat(one.unwrap(String.class)).isEmpty();
            assertThat(one.capabilities().facesPerCall()).isEqualTo(3);
        }
        assertThat(vendor.closed).isTrue();
    }

    @Test
    void open_policiesNone_addsNoLayers() {
        try (FaceRepositories repositories = open(Map.of("policies", "none"))) {
            assertThat(repositories.get("one").unwrap(Layer.class)).isEmpty();
            assertThatThrownBy(() -> repositories.get("one").deleteFaces(ALICE, numbered(0, 5)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void open_policiesNoneWithLayerKeys_reportsThatTheyHaveNoEffect() {
        assertProblems(
                Map.of("policies", "none", "last-face", "refuse", "deadline", "5s"),
                "account 'one' built in code: efface.accounts.one.deadline: has no effect with policies = none;"
                        + " remove this key, or remove policies = none",
                "account 'one' built in code: efface.accounts.one.last-face: has no effect with policies = none;"
                        + " remove this key, or remove policies = none");
    }

    @Test
    void open_wrongWords_listsTheAllowedWords() {
        assertProblems(
                Map.of("last-face", "keep_one", "id-check", "loud", "deadline", "0ms"),
                "account 'one' built in code: efface.accounts.one.deadline: must be from 1ms to 24h",
                "account 'one' built in code: efface.accounts.one.id-check: must be one of off, strict, warn",
                "account 'one' built in code: efface.accounts.one.last-face: must be one of keep-one, refuse, vendor;"
                        + " did you mean 'keep-one'?");
    }

    @Test
    void open_lastFaceRuleWithoutReadBack_isRejected() {
        vendor.readBack = ReadBack.NONE;

        assertProblems(
                Map.of("last-face", "keep-one"),
                "account 'one' built in code: efface.accounts.one.last-face: must be vendor, because the provider fake"
                        + " cannot read people");
    }

    @Test
    void call_withoutDeadline_getsTheDeadlineOfTheAccount() {
        try (FaceRepositories repositories = open(Map.of("verify", "off", "deadline", "5s"))) {
            repositories.get("one").deletePerson(ALICE);
            repositories.get("one").findPerson(ALICE);
            repositories.get("one").deleteFaces(ALICE, faces("a"));
        }
        assertThat(vendor.calls)
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.call().deadline()).contains(ManualTime.START.plusSeconds(5)));
    }

    @Test
    void call_callersDeadline_appliesOnlyIfEarlier() {
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            FaceRepository one = repositories.get("one");
            one.deletePerson(ALICE, CallOptions.defaults().withDeadline(ManualTime.START.plusSeconds(59)));
            one.deletePerson(ALICE, CallOptions.defaults().withDeadline(ManualTime.START.plusSeconds(61)));
        }
        assertThat(vendor.calls)
                .extracting(call -> call.call().deadline().orElseThrow())
                .containsExactly(ManualTime.START.plusSeconds(59), ManualTime.START.plusSeconds(60));
    }

    @Test
    void call_otherOptions_arePassedOn() {
        Cancellation cancellation = new Cancellation();
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            repositories
                    .get("one")
                    .deletePerson(
                            ALICE,
                            CallOptions.defaults()
                                    .withCancellation(cancellation)
                                    .withDetachedFaces(faces("a")));
        }
        assertThat(vendor.calls.get(0).call().cancellation()).containsSame(cancellation);
        assertThat(vendor.calls.get(0).call().detachedFaces()).isEqualTo(faces("a"));
    }

    @Test
    void call_deadlineReached_sendsNothing() {
        CallOptions late = CallOptions.defaults().withDeadline(ManualTime.START);
        try (FaceRepositories repositories = open(Map.of("last-face", "refuse"))) {
            FaceRepository one = repositories.get("one");
            assertLocal(() -> one.deletePerson(ALICE, late), Operation.DELETE_PERSON, ErrorKind.DEADLINE_EXCEEDED);
            assertLocal(
                    () -> one.deleteFaces(ALICE, faces("a"), late),
                    Operation.DELETE_FACES,
                    ErrorKind.DEADLINE_EXCEEDED);
            assertLocal(() -> one.findPerson(ALICE, late), Operation.FIND_PERSON, ErrorKind.DEADLINE_EXCEEDED);
        }
        assertThat(vendor.calls).isEmpty();
    }

    @Test
    void call_cancelledOrInterruptedBefore_sendsNothing() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            FaceRepository one = repositories.get("one");
            assertLocal(
                    () -> one.deletePerson(ALICE, CallOptions.defaults().withCancellation(cancellation)),
                    Operation.DELETE_PERSON,
                    ErrorKind.CANCELLED);
            Thread.currentThread().interrupt();
            assertLocal(() -> one.deletePerson(ALICE), Operation.DELETE_PERSON, ErrorKind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(vendor.calls).isEmpty();
    }

    @Test
    void call_badArguments_areRejectedBeforeTheRead() {
        FaceRepository account = LayerConfigs.withoutRetryAndQuota(
                        Duration.ofSeconds(1), IdCheck.WARN, LastFaceMode.REFUSE)
                .around(vendor, LayerConfigs.context(vendor, clock, new Random(1)))
                .asFaceRepository(clock);
        CallOptions options = CallOptions.defaults();

        assertThatThrownBy(() -> account.deleteFaces(ALICE, Set.of(), options))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account.deleteFaces(ALICE, new HashSet<>(Arrays.asList((FaceId) null)), options))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> account.deleteFaces(null, faces("a"), options))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> account.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> account.findPerson(null, options)).isInstanceOf(NullPointerException.class);
        assertThat(vendor.calls).isEmpty();
    }

    @Test
    void idCheck_default_rejectsDeletionsButNoReads() {
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            FaceRepository one = repositories.get("one");
            FaceException e = assertLocal(
                    () -> one.deletePerson(AGAINST_THE_RULE), Operation.DELETE_PERSON, ErrorKind.INVALID_ARGUMENT);
            assertThat(e)
                    .hasMessage("deletePerson: INVALID_ARGUMENT (fake): the person id breaks the vendor's rule"
                            + " (letters only; source: test rule), so no person can have this id; nothing was sent."
                            + " find-person can read such an id; id-check = warn sends the deletion");
            assertLocal(
                    () -> one.deleteFaces(AGAINST_THE_RULE, faces("a")),
                    Operation.DELETE_FACES,
                    ErrorKind.INVALID_ARGUMENT);
            assertThat(vendor.calls).isEmpty();
            assertThat(one.findPerson(AGAINST_THE_RULE).isAbsent()).isTrue();
            assertThat(one.deletePerson(ALICE).trace().idWarning()).isNull();
            DeletePersonResult sent = one.unwrap(AccountRepository.class)
                    .orElseThrow()
                    .deletePerson(AGAINST_THE_RULE, LayerCall.plain().withIdCheck(IdCheck.WARN));
            assertThat(sent.trace().idWarning()).contains("letters only", "test rule");
        }
        assertThat(vendor.calls).hasSize(3);
    }

    @Test
    void idCheck_lengthDocumentedOnlyForAdding_isSentWithAWarningEvenIfStrict() {
        vendor.idRule = new IdRule("letters, at most 3", Pattern.compile("[a-z]+"), 3, false, "a page");
        try (FaceRepositories repositories = open(Map.of("verify", "off"))) {
            FaceRepository one = repositories.get("one");

            assertThat(one.deletePerson(ALICE).trace().idWarning()).contains("at most 3", "a page");
            assertLocal(() -> one.deletePerson(AGAINST_THE_RULE), Operation.DELETE_PERSON, ErrorKind.INVALID_ARGUMENT);
        }
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void idCheck_warn_logsTheWarningOnceAndAddsItToEachResult() {
        String log = Logs.of(() -> {
            try (FaceRepositories repositories = open(Map.of("verify", "off", "id-check", "warn"))) {
                for (int i = 0; i < 5; i++) {
                    FaceRepository one = repositories.get("one");
                    assertThat(one.deletePerson(PersonId.of("Person " + i))
                                    .trace()
                                    .idWarning())
                            .contains("letters only", "test rule");
                }
            }
        });

        assertThat(vendor.calls).hasSize(5);
        assertThat(log.lines()
                        .filter(line -> line.contains(
                                "account one: a deletion with a person id that breaks the vendor's rule")))
                .hasSize(1);
        assertThat(log).contains("letters only").contains("test rule").doesNotContain("Person ");
    }

    @Test
    void idCheck_off_reportsNothing() {
        String log = Logs.of(() -> {
            try (FaceRepositories repositories = open(Map.of("verify", "off", "id-check", "off"))) {
                assertThat(repositories
                                .get("one")
                                .deletePerson(AGAINST_THE_RULE)
                                .trace()
                                .idWarning())
                        .isNull();
            }
        });

        assertThat(vendor.calls).hasSize(1);
        assertThat(log).isEmpty();
    }

    @Test
    void failure_ofALayer_namesTheAccount() {
        vendor.with(ALICE, faces("a"));
        try (FaceRepositories repositories = open(Map.of("last-face", "refuse"))) {
            FaceException e = catchThrowableOfType(
                    FaceException.class, () -> repositories.get("one").deleteFaces(ALICE, faces("a")));
            assertThat(e.account()).contains("one");
            assertThat(e.provider()).contains("fake");
        }
    }

    private void assertProblems(Map<String, String> settings, String... lines) {
        FaceException e = catchThrowableOfType(FaceException.class, () -> open(settings));
        Function<String, String> withoutNumber = line -> line.replaceFirst("^[0-9]+\\. ", "");
        assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(e.detail().orElseThrow().lines().skip(1).map(withoutNumber)).containsExactlyInAnyOrder(lines);
    }

    private static FaceException assertLocal(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Operation operation, ErrorKind kind) {
        FaceException e = catchThrowableOfType(FaceException.class, call);
        assertThat(e.operation()).isEqualTo(operation);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.attempts()).isZero();
        return e;
    }
}
