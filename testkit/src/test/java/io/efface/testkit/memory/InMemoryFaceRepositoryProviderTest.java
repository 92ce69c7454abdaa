package io.efface.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.config.FaceRepositories;
import io.efface.testkit.ContractFault;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests the settings of the in-memory provider. The contract tests its behavior. */
final class InMemoryFaceRepositoryProviderTest {
    private static final PersonId PERSON = PersonId.of("p");

    @Test
    void open_everySetting_changesTheCapabilities() {
        try (FaceRepositories accounts = open(Map.of(
                "faces-per-call", "3",
                "last-face-rule", "kept",
                "reports-absent-persons", "false",
                "lists-deleted-faces", "false",
                "read-back", "false"))) {
            Capabilities capabilities = accounts.get("test").capabilities();
            assertThat(capabilities.facesPerCall()).isEqualTo(3);
            assertThat(capabilities.lastFace().behavior()).isEqualTo(LastFaceRule.Behavior.KEPT);
            assertThat(capabilities.reportsAbsentPersons().value()).isEqualTo(Claim.Value.NO);
            assertThat(capabilities.listsDeletedFaces().value()).isEqualTo(Claim.Value.NO);
            assertThat(capabilities.readBack()).isEqualTo(ReadBack.NONE);
        }
    }

    @Test
    void open_wrongSettings_namesThemAll() {
        assertThatThrownBy(() -> open(Map.of("faces-per-call", "0", "read-back", "perhaps", "call-timeout", "soon")))
                .isInstanceOfSatisfying(
                        FaceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("efface.accounts.test.faces-per-call")
                .hasMessageContaining("efface.accounts.test.read-back")
                .hasMessageContaining("efface.accounts.test.call-timeout");
    }

    @Test
    void open_withoutAllowMemory_isRejected() {
        assertThatThrownBy(() -> FaceRepositories.builder()
                        .map(Map.of("efface.accounts.test.provider", "memory"))
                        .open())
                .hasMessageContaining("allow-memory");
    }

    @Test
    void unwrap_behindLayers_seedsTheLibrary() {
        try (FaceRepositories accounts = open(Map.of())) {
            FaceRepository repository = accounts.get("test");
            InMemoryFaceRepository memory =
                    repository.unwrap(InMemoryFaceRepository.class).orElseThrow();
            memory.put(PERSON, Set.of(FaceId.of("f")));
            memory.library().put("q", "g", "h");
            assertThat(repository.deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(memory.library().people()).containsExactly(PersonId.of("q"));
            assertThat(memory.library().requests()).isEqualTo(1);
        }
    }

    @Test
    void service_library_isSharedAndOutlivesTheAccount() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        library.put("p", "f");
        try (FaceRepositories first = FaceRepositories.builder()
                .service(InMemoryFaceLibrary.class, library)
                .account("a", InMemoryConfig.defaults())
                .account("b", InMemoryConfig.defaults())
                .open()) {
            assertThat(first.get("a").findPerson(PERSON).isPresent()).isTrue();
            first.get("b").deletePerson(PERSON);
            assertThat(first.get("a").findPerson(PERSON).isAbsent()).isTrue();
        }
        library.put("p", "f");
        assertThat(library.faces(PERSON)).contains(Set.of(FaceId.of("f")));
    }

    @Test
    void service_libraries_haveTheirOwnPeople() {
        InMemoryFaceLibrary vendor = new InMemoryFaceLibrary();
        vendor.named("staff").put("p", "f");
        try (FaceRepositories accounts = FaceRepositories.builder()
                .service(InMemoryFaceLibrary.class, vendor)
                .account("staff", InMemoryConfig.defaults().withLibrary("staff"))
                .account("visitors", InMemoryConfig.defaults().withLibrary("visitors"))
                .open()) {
            assertThat(accounts.get("visitors").findPerson(PERSON).isAbsent()).isTrue();
            assertThat(accounts.get("staff").deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(accounts.describe("staff").library()).contains("staff");
            assertThat(accounts.describe("staff").where()).isEqualTo("this process, library staff");
        }
    }

    @Test
    void open_libraryThatDoesNotExist_failsEachCallAndNamesTheLibrary() {
        try (FaceRepositories accounts = open(Map.of("library", "staf", "libraries", "staff, visitors"))) {
            assertThatThrownBy(() -> accounts.get("test").deletePerson(PERSON))
                    .isInstanceOfSatisfying(FaceException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
                        assertThat(failure.effect()).isEqualTo(Effect.NONE);
                        assertThat(failure.library()).contains("staf");
                    })
                    .hasMessage("deletePerson: NOT_FOUND (memory NoSuchLibrary, requestId memory-1, library staf):"
                            + " the vendor does not have the account's library");
        }
    }

    @Test
    void open_librariesWithoutLibrary_isRejected() {
        assertThatThrownBy(() -> open(Map.of("libraries", "staff")))
                .hasMessageContaining("efface.accounts.test.libraries: has no effect without library");
    }

    @Test
    void stall_withoutDeadline_endsWithTheCallTimeout() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        library.put("p", "f");
        assertThat(library.failNext(ContractFault.STALL)).isTrue();
        InMemoryConfig shortTimeout = InMemoryConfig.defaults().withCallTimeout(Duration.ofMillis(50));
        try (InMemoryFaceRepository repository =
                new InMemoryFaceRepository(shortTimeout, library, Clock.systemUTC(), "a")) {
            assertThatThrownBy(() -> repository.asFaceRepository().deletePerson(PERSON))
                    .isInstanceOfSatisfying(FaceException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
                        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
                        assertThat(failure.account()).contains("a");
                    });
        }
    }

    @Test
    void failNext_faultOfTheTransport_isNotSimulated() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        assertThat(library.failNext(ContractFault.HTML)).isFalse();
        assertThat(new InMemoryFaceRepository(InMemoryConfig.defaults(), library, Clock.systemUTC(), "a")
                        .asFaceRepository()
                        .findPerson(PERSON)
                        .isAbsent())
                .isTrue();
    }

    @Test
    void config_invalidValues_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InMemoryConfig.defaults().withFacesPerCall(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InMemoryConfig.defaults().withCallTimeout(Duration.ZERO));
    }

    @Test
    void open_detachesFaces_deletesAPersonInSeveralRequests() {
        try (FaceRepositories accounts =
                open(Map.of("detaches-faces", "true", "faces-per-page", "1", "faces-per-call", "1"))) {
            FaceRepository repository = accounts.get("test");
            InMemoryFaceLibrary library = repository
                    .unwrap(InMemoryFaceRepository.class)
                    .orElseThrow()
                    .library();
            library.put("p", "f", "g");
            DeletePersonResult result = repository.deletePerson(PERSON);
            assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(result.trace().attempts())
                    .as("requests: two pages read, two faces detached, two faces deleted, and the person deleted")
                    .isEqualTo(7);
            assertThat(result.trace().detachedFaces()).containsExactly(FaceId.of("f"), FaceId.of("g"));
            assertThat(library.people()).isEmpty();
        }
    }

    @Test
    void faces_detachedAndNotDeleted_areStillStored() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        library.put("p", "f");
        library.passNext();
        library.passNext();
        library.failNext(ContractFault.PERMISSION_DENIED);
        FaceRepository repository = new InMemoryFaceRepository(
                        InMemoryConfig.defaults().withDetachesFaces(true), library, Clock.systemUTC(), "a")
                .asFaceRepository();
        assertThatThrownBy(() -> repository.deletePerson(PERSON))
                .isInstanceOfSatisfying(FaceException.class, failure -> {
                    assertThat(failure.effect()).isEqualTo(Effect.NONE);
                    assertThat(failure.detachedFaces()).containsExactly(FaceId.of("f"));
                });
        assertThat(library.faces(PERSON)).contains(Set.of(FaceId.of("f")));
        assertThat(repository.findPerson(PERSON).person().orElseThrow().faces()).isEmpty();
        assertThat(repository
                        .findPerson(PERSON, CallOptions.defaults().withDetachedFaces(Set.of(FaceId.of("f"))))
                        .person()
                        .orElseThrow()
                        .faces())
                .containsExactly(FaceId.of("f"));
    }

    @Test
    void findPerson_pages_areAllRead() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        library.put("p", "f", "g", "h");
        FaceRepository repository = new InMemoryFaceRepository(
                        InMemoryConfig.defaults().withFacesPerPage(2), library, Clock.systemUTC(), "a")
                .asFaceRepository();
        FindPersonResult read = repository.findPerson(PERSON);
        assertThat(read.person().orElseThrow().faces()).hasSize(3);
        assertThat(read.trace().attempts()).isEqualTo(2);
    }

    @Test
    void settings_documented_areThoseThatAreRead() {
        InMemoryFaceRepositoryProvider provider = new InMemoryFaceRepositoryProvider();
        assertThat(provider.settings())
                .extracting(setting -> setting.key())
                .containsExactlyInAnyOrder(
                        "faces-per-call",
                        "last-face-rule",
                        "reports-absent-persons",
                        "lists-deleted-faces",
                        "read-back",
                        "faces-per-page",
                        "detaches-faces",
                        "call-timeout",
                        "library",
                        "libraries");
        assertThat(provider.capabilities()).isEqualTo(InMemoryConfig.defaults().capabilities());
    }

    private static FaceRepositories open(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "efface.accounts.test.provider", "memory",
                "efface.accounts.test.allow-memory", "true"));
        settings.forEach((key, value) -> properties.put("efface.accounts.test." + key, value));
        return FaceRepositories.builder().map(properties).open();
    }
}
