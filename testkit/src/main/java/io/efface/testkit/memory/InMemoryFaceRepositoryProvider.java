package io.efface.testkit.memory;

import io.efface.Capabilities;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider {@code memory}: a face library in the memory of the process, which is lost when the process ends. The settings select the
 * behaviour of the simulated vendor, so that tests of an application can simulate the vendor that the application uses in production.
 * Stateless and thread-safe.
 */
public final class InMemoryFaceRepositoryProvider implements FaceRepositoryProvider {
    private static final String FACES_PER_CALL = "faces-per-call";
    private static final String LAST_FACE_RULE = "last-face-rule";
    private static final String REPORTS_ABSENT_PERSONS = "reports-absent-persons";
    private static final String LISTS_DELETED_FACES = "lists-deleted-faces";
    private static final String READ_BACK = "read-back";
    private static final String FACES_PER_PAGE = "faces-per-page";
    private static final String DETACHES_FACES = "detaches-faces";
    private static final String CALL_TIMEOUT = "call-timeout";
    private static final String LIBRARY = "library";
    private static final String LIBRARIES = "libraries";
    private static final long MOST_FACES = 1_000_000;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** Called by {@link java.util.ServiceLoader}. */
    public InMemoryFaceRepositoryProvider() {}

    @Override
    public String name() {
        return InMemoryConfig.NAME;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of(FACES_PER_CALL, "the largest number of faces in one call, from 1 to 1000000", "20"),
                Setting.of(
                        LAST_FACE_RULE,
                        "what happens when a call deletes a person's last face: 'deletable', 'kept', 'deletes-person' or"
                                + " 'undocumented'",
                        "deletable"),
                Setting.of(
                        REPORTS_ABSENT_PERSONS,
                        "whether a response distinguishes a missing person from a deleted person: 'true' or 'false'",
                        "true"),
                Setting.of(
                        LISTS_DELETED_FACES, "whether a response lists the removed faces: 'true' or 'false'", "true"),
                Setting.of(READ_BACK, "whether people can be read: 'true' or 'false'", "true"),
                Setting.of(
                        FACES_PER_PAGE,
                        "the largest number of faces in the response to one request of a read, from 1 to 1000000",
                        "1000000"),
                Setting.of(
                        DETACHES_FACES,
                        "whether a deletion needs several requests, which detach the faces first: 'true' or 'false'",
                        "false"),
                Setting.of(CALL_TIMEOUT, "the longest wait for a response, from 1ms to 1h", "10s"),
                Setting.of(
                        LIBRARY,
                        "the name of the library that holds the people, for a vendor with named libraries",
                        null),
                Setting.of(
                        LIBRARIES,
                        "the names of the libraries that exist, separated by commas; calls to another library fail with NOT_FOUND",
                        "the value of 'library'"));
    }

    @Override
    public Capabilities capabilities() {
        return InMemoryConfig.defaults().capabilities();
    }

    @Override
    public Optional<ProviderConfig> configure(AccountSettings settings) {
        Optional<String> library = settings.text(LIBRARY);
        Optional<List<String>> libraries = settings.text(LIBRARIES).map(InMemoryFaceRepositoryProvider::names);
        if (library.isEmpty() && libraries.isPresent()) {
            settings.reject(LIBRARIES, "has no effect without library; set library, or remove libraries");
        }
        InMemoryConfig config = new InMemoryConfig(
                (int) settings.integer(FACES_PER_CALL, InMemoryConfig.DEFAULT_FACES_PER_CALL, 1, MOST_FACES),
                settings.choice(
                        LAST_FACE_RULE,
                        Map.of(
                                "deletable", LastFaceRule.Behavior.DELETABLE,
                                "kept", LastFaceRule.Behavior.KEPT,
                                "deletes-person", LastFaceRule.Behavior.DELETES_PERSON,
                                "undocumented", LastFaceRule.Behavior.UNDOCUMENTED),
                        InMemoryConfig.DEFAULT_LAST_FACE),
                settings.flag(REPORTS_ABSENT_PERSONS, true),
                settings.flag(LISTS_DELETED_FACES, true),
                settings.flag(READ_BACK, true),
                settings.duration(CALL_TIMEOUT, InMemoryConfig.DEFAULT_CALL_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
                IdRule.ANYTHING,
                (int) settings.integer(FACES_PER_PAGE, InMemoryConfig.DEFAULT_FACES_PER_PAGE, 1, MOST_FACES),
                settings.flag(DETACHES_FACES, false),
                library,
                library.isEmpty() || libraries.isEmpty() || libraries.get().contains(library.get()));
        return settings.isRejected() ? Optional.empty() : Optional.of(config);
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
