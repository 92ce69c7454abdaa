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

/**
 * How an in-memory account behaves: which kind of vendor it plays. Immutable and thread-safe; start with {@link #defaults()}.
 *
 * @param facesPerCall most faces in one call, at least 1
 * @param lastFace what happens when a call deletes a person's last face; {@code UNDOCUMENTED} deletes the person too
 * @param reportsAbsentPersons whether the answer tells a missing person from a deleted one
 * @param listsDeletedFaces whether the answer lists the faces that were removed
 * @param readsBack whether people can be read back
 * @param callTimeout longest wait for an answer, more than zero; matters only under a scripted stall
 * @param idRule the rule for person ids that the capabilities state; the library itself holds every id
 * @param facesPerPage most faces in one answer to a read, at least 1; more faces need more requests
 * @param detachesFaces whether a deletion of a person needs several requests: it lists the faces, detaches them from the person,
 *     deletes them, and deletes the person's record last. A face that is detached and not yet deleted still exists, and a read
 *     of the person lists it only if it is given its id
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
        boolean detachesFaces)
        implements ProviderConfig {
    static final String NAME = "memory";
    static final int DEFAULT_FACES_PER_CALL = 20;
    static final LastFaceRule.Answer DEFAULT_LAST_FACE = LastFaceRule.Answer.DELETABLE;
    static final int DEFAULT_FACES_PER_PAGE = 1_000_000;
    static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final String SOURCE = "the account's own settings";

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number or a time is not positive
     */
    public InMemoryConfig {
        Objects.requireNonNull(lastFace, "lastFace");
        Objects.requireNonNull(callTimeout, "callTimeout");
        Objects.requireNonNull(idRule, "idRule");
        if (facesPerCall < 1 || facesPerPage < 1 || callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("facesPerCall, facesPerPage and callTimeout must be more than zero");
        }
    }

    /** Returns 20 faces a call, a last face that can be deleted, everything reported, and a call timeout of 10 seconds. */
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
                false);
    }

    /** Returns this with another number of faces per call, at least 1. */
    public InMemoryConfig withFacesPerCall(int most) {
        return new InMemoryConfig(
                most,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with another rule for a person's last face. */
    public InMemoryConfig withLastFace(LastFaceRule.Answer rule) {
        return new InMemoryConfig(
                facesPerCall,
                rule,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with or without telling a missing person from a deleted one. */
    public InMemoryConfig withReportsAbsentPersons(boolean reports) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reports,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with or without the list of removed faces. */
    public InMemoryConfig withListsDeletedFaces(boolean lists) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                lists,
                readsBack,
                callTimeout,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with or without read-back. */
    public InMemoryConfig withReadsBack(boolean reads) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                reads,
                callTimeout,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with another longest wait for an answer, more than zero. */
    public InMemoryConfig withCallTimeout(Duration longest) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                longest,
                idRule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with another rule for person ids. */
    public InMemoryConfig withIdRule(IdRule rule) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                rule,
                facesPerPage,
                detachesFaces);
    }

    /** Returns this with another number of faces in one answer to a read, at least 1. */
    public InMemoryConfig withFacesPerPage(int most) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                idRule,
                most,
                detachesFaces);
    }

    /** Returns this with a deletion of a person in one request, or in several that detach its faces first. */
    public InMemoryConfig withDetachesFaces(boolean detaches) {
        return new InMemoryConfig(
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                idRule,
                facesPerPage,
                detaches);
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

    /** Returns a repository over the context's {@link InMemoryFaceLibrary}, or over an empty one of its own. */
    @Override
    public ProviderRepository open(OpenContext context) {
        InMemoryFaceLibrary library = context.service(InMemoryFaceLibrary.class).orElseGet(InMemoryFaceLibrary::new);
        return new InMemoryFaceRepository(this, library, context.clock(), context.account());
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
}
