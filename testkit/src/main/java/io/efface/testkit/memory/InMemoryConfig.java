package io.efface.testkit.memory;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.ReadBack;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The behaviour of the vendor that an in-memory account simulates. Created with {@link #defaults()}. Immutable and thread-safe.
 *
 * @param facesPerCall the largest number of faces in one call, at least 1
 * @param lastFace what happens when a call deletes a person's last face; {@code UNDOCUMENTED} behaves like {@code DELETES_PERSON}
 * @param reportsAbsentPersons whether the response distinguishes a missing person from a deleted person
 * @param listsDeletedFaces whether the response lists the faces that were removed
 * @param readsBack whether people can be read
 * @param callTimeout the longest wait for a response, more than zero; a call waits only if a test has prepared a fault after which no
 *     response arrives
 * @param idRule the rule for person ids that the capabilities state; the library accepts every id
 * @param facesPerPage the largest number of faces in the response to one request of a read, at least 1; a read of more faces needs several
 *     requests
 * @param detachesFaces whether a deletion needs several requests, which list the faces, detach the faces from the person, delete the
 *     faces, and finally delete the record if the whole person is deleted. A detached face exists until it is deleted, but a read of
 *     the person lists a detached face only if the caller of the read gives the id of the face
 * @param library the library that holds the people; empty for a vendor without named libraries
 * @param libraryExists whether the library exists; if not, every call fails with {@link io.efface.ErrorKind#NOT_FOUND}
 */
public record InMemoryConfig(
        int facesPerCall,
        LastFaceRule.Behavior lastFace,
        boolean reportsAbsentPersons,
        boolean listsDeletedFaces,
        boolean readsBack,
        Duration callTimeout,
        IdRule idRule,
        int facesPerPage,
        boolean detachesFaces,
        Optional<String> library,
        boolean libraryExists)
        implements ProviderConfig {
    static final String NAME = "memory";
    static final int DEFAULT_FACES_PER_CALL = 20;
    static final LastFaceRule.Behavior DEFAULT_LAST_FACE = LastFaceRule.Behavior.DELETABLE;
    static final int DEFAULT_FACES_PER_PAGE = 1_000_000;
    static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final String SOURCE = "the account's own settings";

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if a number or {@code callTimeout} is not positive, or if the library's name is blank
     */
    public InMemoryConfig {
        Objects.requireNonNull(lastFace, "lastFace");
        Objects.requireNonNull(callTimeout, "callTimeout");
        Objects.requireNonNull(idRule, "idRule");
        if (facesPerCall < 1 || facesPerPage < 1 || callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("facesPerCall, facesPerPage and callTimeout must be more than zero");
        }
        if (library.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("the library's name is blank");
        }
    }

    /**
     * Returns the default behaviour: 20 faces in a call, a last face that can be deleted, responses that report absent people and deleted
     * faces, people that can be read, deletions in one request, a call timeout of 10 seconds, and no named library.
     */
    public static InMemoryConfig defaults() {
        return new InMemoryConfig(
                DEFAULT_FACES_PER_CALL,
                DEFAULT_LAST_FACE,
                true,
                true,
                true,
                DEFAULT_CALL_TIMEOUT,
                IdRule.ANYTHING,
                DEFAULT_FACES_PER_PAGE,
                false,
                Optional.empty(),
                true);
    }

    /** Returns this configuration with another number of faces per call, at least 1. */
    public InMemoryConfig withFacesPerCall(int most) {
        return with(parts -> parts.facesPerCall = most);
    }

    /** Returns this configuration with another rule for a person's last face. */
    public InMemoryConfig withLastFace(LastFaceRule.Behavior rule) {
        return with(parts -> parts.lastFace = rule);
    }

    /** Returns this configuration with or without responses that distinguish a missing person from a deleted person. */
    public InMemoryConfig withReportsAbsentPersons(boolean reports) {
        return with(parts -> parts.reportsAbsentPersons = reports);
    }

    /** Returns this configuration with or without responses that list the removed faces. */
    public InMemoryConfig withListsDeletedFaces(boolean lists) {
        return with(parts -> parts.listsDeletedFaces = lists);
    }

    /** Returns this configuration with or without reads of people. */
    public InMemoryConfig withReadsBack(boolean reads) {
        return with(parts -> parts.readsBack = reads);
    }

    /** Returns this configuration with another call timeout, more than zero. */
    public InMemoryConfig withCallTimeout(Duration longest) {
        return with(parts -> parts.callTimeout = longest);
    }

    /** Returns this configuration with another rule for person ids. */
    public InMemoryConfig withIdRule(IdRule rule) {
        return with(parts -> parts.idRule = rule);
    }

    /** Returns this configuration with another number of faces in the response to one request of a read, at least 1. */
    public InMemoryConfig withFacesPerPage(int most) {
        return with(parts -> parts.facesPerPage = most);
    }

    /** Returns this configuration with deletions in one request, or in several requests that first detach the faces. */
    public InMemoryConfig withDetachesFaces(boolean detaches) {
        return with(parts -> parts.detachesFaces = detaches);
    }

    /** Returns this configuration with an existing library. */
    public InMemoryConfig withLibrary(String name) {
        return with(parts -> {
            parts.library = Optional.of(name);
            parts.libraryExists = true;
        });
    }

    /** Returns this configuration with a library that does not exist. */
    public InMemoryConfig withMissingLibrary(String name) {
        return with(parts -> {
            parts.library = Optional.of(name);
            parts.libraryExists = false;
        });
    }

    private InMemoryConfig with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.config();
    }

    @Override
    public String provider() {
        return NAME;
    }

    /** Returns empty, because there is no access key. */
    @Override
    public Optional<String> keyFingerprint() {
        return Optional.empty();
    }

    @Override
    public String place() {
        return "this process";
    }

    /**
     * Returns a repository of the context's {@link InMemoryFaceLibrary}, or of a new empty library if the context has none. If this
     * configuration names a library that exists, the repository uses the {@linkplain InMemoryFaceLibrary#named(String) library of this
     * name}. If the library does not exist, the repository uses the faults of the unnamed library, and never changes its people.
     */
    @Override
    public ProviderRepository open(OpenContext context) {
        InMemoryFaceLibrary vendor = context.service(InMemoryFaceLibrary.class).orElseGet(InMemoryFaceLibrary::new);
        InMemoryFaceLibrary opened = libraryExists ? library.map(vendor::named).orElse(vendor) : vendor;
        return new InMemoryFaceRepository(this, opened, context.clock(), context.account());
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder(NAME)
                .idRule(idRule)
                .facesPerCall(facesPerCall)
                .lastFace(new LastFaceRule(lastFace, SOURCE))
                .reportsAbsentPersons(claim(reportsAbsentPersons))
                .listsDeletedFaces(claim(listsDeletedFaces))
                .readBack(readsBack ? ReadBack.DOCUMENTED : ReadBack.NONE)
                .build();
    }

    private static Claim claim(boolean value) {
        return value ? Claim.yes(SOURCE) : Claim.no(SOURCE);
    }

    /** The values of a configuration for a changed copy. */
    private static final class Parts {
        private int facesPerCall;
        private LastFaceRule.Behavior lastFace;
        private boolean reportsAbsentPersons;
        private boolean listsDeletedFaces;
        private boolean readsBack;
        private Duration callTimeout;
        private IdRule idRule;
        private int facesPerPage;
        private boolean detachesFaces;
        private Optional<String> library;
        private boolean libraryExists;

        Parts(InMemoryConfig from) {
            this.facesPerCall = from.facesPerCall;
            this.lastFace = from.lastFace;
            this.reportsAbsentPersons = from.reportsAbsentPersons;
            this.listsDeletedFaces = from.listsDeletedFaces;
            this.readsBack = from.readsBack;
            this.callTimeout = from.callTimeout;
            this.idRule = from.idRule;
            this.facesPerPage = from.facesPerPage;
            this.detachesFaces = from.detachesFaces;
            this.library = from.library;
            this.libraryExists = from.libraryExists;
        }

        InMemoryConfig config() {
            return new InMemoryConfig(
                    facesPerCall,
                    lastFace,
                    reportsAbsentPersons,
                    listsDeletedFaces,
                    readsBack,
                    callTimeout,
                    idRule,
                    facesPerPage,
                    detachesFaces,
                    library,
                    libraryExists);
        }
    }
}
