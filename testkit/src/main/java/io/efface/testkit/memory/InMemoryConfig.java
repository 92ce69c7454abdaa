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
 * How an in-memory account behaves: which kind of vendor it plays. Immutable and thread-safe; start with {@link #defaults()}.
 *
 * @param facesPerCall most faces in one call, at least 1
 * @param lastFace what happens when a call deletes a person's last face; {@code UNDOCUMENTED} deletes the person too
 * @param reportsAbsentPersons whether the answer distinguishes a missing person from a deleted one
 * @param listsDeletedFaces whether the answer lists the faces that were removed
 * @param readsBack whether people can be read back
 * @param callTimeout longest wait for an answer, more than zero; matters only under a scripted stall
 * @param idRule the rule for person ids that the capabilities state; the library itself holds every id
 * @param facesPerPage most faces in one answer to a read, at least 1; more faces need more requests
 * @param detachesFaces whether a deletion needs several requests: it lists the faces, detaches them from the person, deletes them,
 *     and, if the whole person is to be deleted, deletes its record last. A face that is detached and not yet deleted still exists, and a read
 *     of the person lists it only if it is given its id
 * @param library the library that holds the people, of a vendor that has several; empty for a vendor that has one
 * @param libraryExists whether the vendor has that library; if not, every call fails with {@link io.efface.ErrorKind#NOT_FOUND}
 */
public record InMemoryConfig(
        int facesPerCall,
        LastFaceRule.Answer lastFace,
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
    static final LastFaceRule.Answer DEFAULT_LAST_FACE = LastFaceRule.Answer.DELETABLE;
    static final int DEFAULT_FACES_PER_PAGE = 1_000_000;
    static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final String SOURCE = "the account's own settings";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a number or a time is not positive, or the library's name is blank
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
     * Returns 20 faces a call, a last face that can be deleted, everything reported, a call timeout of 10 seconds, and a vendor with one
     * library.
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

    /** Returns this with another number of faces per call, at least 1. */
    public InMemoryConfig withFacesPerCall(int most) {
        return with(parts -> parts.facesPerCall = most);
    }

    /** Returns this with another rule for a person's last face. */
    public InMemoryConfig withLastFace(LastFaceRule.Answer rule) {
        return with(parts -> parts.lastFace = rule);
    }

    /** Returns this with or without telling a missing person from a deleted one. */
    public InMemoryConfig withReportsAbsentPersons(boolean reports) {
        return with(parts -> parts.reportsAbsentPersons = reports);
    }

    /** Returns this with or without the list of removed faces. */
    public InMemoryConfig withListsDeletedFaces(boolean lists) {
        return with(parts -> parts.listsDeletedFaces = lists);
    }

    /** Returns this with or without read-back. */
    public InMemoryConfig withReadsBack(boolean reads) {
        return with(parts -> parts.readsBack = reads);
    }

    /** Returns this with another longest wait for an answer, more than zero. */
    public InMemoryConfig withCallTimeout(Duration longest) {
        return with(parts -> parts.callTimeout = longest);
    }

    /** Returns this with another rule for person ids. */
    public InMemoryConfig withIdRule(IdRule rule) {
        return with(parts -> parts.idRule = rule);
    }

    /** Returns this with another number of faces in one answer to a read, at least 1. */
    public InMemoryConfig withFacesPerPage(int most) {
        return with(parts -> parts.facesPerPage = most);
    }

    /** Returns this with a deletion of a person in one request, or in several that detach its faces first. */
    public InMemoryConfig withDetachesFaces(boolean detaches) {
        return with(parts -> parts.detachesFaces = detaches);
    }

    /** Returns this with the people in a library of this name, which exists. */
    public InMemoryConfig withLibrary(String name) {
        return with(parts -> {
            parts.library = Optional.of(name);
            parts.libraryExists = true;
        });
    }

    /** Returns this with a library of this name, which does not exist. */
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

    /** Returns empty: there is no key. */
    @Override
    public Optional<String> keyFingerprint() {
        return Optional.empty();
    }

    @Override
    public String place() {
        return "this process";
    }

    /**
     * Returns a repository over the context's {@link InMemoryFaceLibrary}, or over an empty one of its own; with a library, over the
     * {@linkplain InMemoryFaceLibrary#named(String) one of that name} there.
     */
    @Override
    public ProviderRepository open(OpenContext context) {
        InMemoryFaceLibrary vendor = context.service(InMemoryFaceLibrary.class).orElseGet(InMemoryFaceLibrary::new);
        InMemoryFaceLibrary held = libraryExists ? library.map(vendor::named).orElse(vendor) : vendor;
        return new InMemoryFaceRepository(this, held, context.clock(), context.account());
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

    private static Claim claim(boolean answer) {
        return answer ? Claim.yes(SOURCE) : Claim.no(SOURCE);
    }

    /** The parts of a config while one of them changes. */
    private static final class Parts {
        private int facesPerCall;
        private LastFaceRule.Answer lastFace;
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
