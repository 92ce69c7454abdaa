package io.efface.testkit.memory;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.IdRule;
import io.efface.ReadBack;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an in-memory account behaves: which kind of vendor it plays. Immutable and thread-safe; start with {@link #defaults()}.
 *
 * @param facesPerCall most faces in one call, at least 1
 * @param keepsLastFace whether a call that would take a person's last face is refused
 * @param reportsAbsentPersons whether the answer tells a missing person from a deleted one
 * @param listsDeletedFaces whether the answer lists the faces that were removed
 * @param readsBack whether people can be read back
 * @param callTimeout longest wait for an answer, more than zero; matters only under a scripted stall
 * @param idRule the rule for person ids that the capabilities state; the library itself holds every id
 */
public record InMemoryConfig(
        int facesPerCall,
        boolean keepsLastFace,
        boolean reportsAbsentPersons,
        boolean listsDeletedFaces,
        boolean readsBack,
        Duration callTimeout,
        IdRule idRule)
        implements ProviderConfig {
    static final String NAME = "memory";
    static final int DEFAULT_FACES_PER_CALL = 20;
    static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final String SOURCE = "the account's own settings";

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number or a time is not positive
     */
    public InMemoryConfig {
        Objects.requireNonNull(callTimeout, "callTimeout");
        Objects.requireNonNull(idRule, "idRule");
        if (facesPerCall < 1 || callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("facesPerCall and callTimeout must be more than zero");
        }
    }

    /** Makes a configuration without a rule for person ids. */
    public InMemoryConfig(
            int facesPerCall,
            boolean keepsLastFace,
            boolean reportsAbsentPersons,
            boolean listsDeletedFaces,
            boolean readsBack,
            Duration callTimeout) {
        this(
                facesPerCall,
                keepsLastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readsBack,
                callTimeout,
                IdRule.ANYTHING);
    }

    /** Returns 20 faces a call, no last-face rule, everything reported, and a call timeout of 10 seconds. */
    public static InMemoryConfig defaults() {
        return new InMemoryConfig(DEFAULT_FACES_PER_CALL, false, true, true, true, DEFAULT_CALL_TIMEOUT);
    }

    /** Returns this with another number of faces per call, at least 1. */
    public InMemoryConfig withFacesPerCall(int most) {
        return new InMemoryConfig(
                most, keepsLastFace, reportsAbsentPersons, listsDeletedFaces, readsBack, callTimeout, idRule);
    }

    /** Returns this with or without the rule that a person keeps one face. */
    public InMemoryConfig withKeepsLastFace(boolean keeps) {
        return new InMemoryConfig(
                facesPerCall, keeps, reportsAbsentPersons, listsDeletedFaces, readsBack, callTimeout, idRule);
    }

    /** Returns this with or without telling a missing person from a deleted one. */
    public InMemoryConfig withReportsAbsentPersons(boolean reports) {
        return new InMemoryConfig(
                facesPerCall, keepsLastFace, reports, listsDeletedFaces, readsBack, callTimeout, idRule);
    }

    /** Returns this with or without the list of removed faces. */
    public InMemoryConfig withListsDeletedFaces(boolean lists) {
        return new InMemoryConfig(
                facesPerCall, keepsLastFace, reportsAbsentPersons, lists, readsBack, callTimeout, idRule);
    }

    /** Returns this with or without read-back. */
    public InMemoryConfig withReadsBack(boolean reads) {
        return new InMemoryConfig(
                facesPerCall, keepsLastFace, reportsAbsentPersons, listsDeletedFaces, reads, callTimeout, idRule);
    }

    /** Returns this with another longest wait for an answer, more than zero. */
    public InMemoryConfig withCallTimeout(Duration longest) {
        return new InMemoryConfig(
                facesPerCall, keepsLastFace, reportsAbsentPersons, listsDeletedFaces, readsBack, longest, idRule);
    }

    /** Returns this with another rule for person ids. */
    public InMemoryConfig withIdRule(IdRule rule) {
        return new InMemoryConfig(
                facesPerCall, keepsLastFace, reportsAbsentPersons, listsDeletedFaces, readsBack, callTimeout, rule);
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

    Capabilities capabilities() {
        return new Capabilities(
                NAME,
                idRule,
                facesPerCall,
                claim(keepsLastFace),
                claim(reportsAbsentPersons),
                claim(listsDeletedFaces),
                readsBack ? ReadBack.DOCUMENTED : ReadBack.NONE,
                List.of());
    }

    private static Claim claim(boolean answer) {
        return answer ? Claim.yes(SOURCE) : Claim.no(SOURCE);
    }
}
