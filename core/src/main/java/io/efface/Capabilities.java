package io.efface;

import java.util.List;
import java.util.Objects;

/**
 * What a repository can do and what is known of its vendor. Immutable and thread-safe. The layers use it and the contract suite
 * tests it.
 *
 * @param provider the provider's name, such as {@code memory}
 * @param idRule the vendor's rule for person ids
 * @param facesPerCall most faces in one call of a primitive repository, at least 1
 * @param keepsLastFace whether the vendor refuses to delete the last face of a person
 * @param reportsAbsentPersons whether a deletion's answer tells a missing person from a deleted one
 * @param listsDeletedFaces whether a deletion's answer lists the faces that it removed
 * @param readBack whether {@code findPerson} can positively say that a person is absent
 * @param quotas the vendor's default limits, with names of their own
 */
public record Capabilities(
        String provider,
        IdRule idRule,
        int facesPerCall,
        Claim keepsLastFace,
        Claim reportsAbsentPersons,
        Claim listsDeletedFaces,
        ReadBack readBack,
        List<QuotaLimit> quotas) {
    /** Copies the list and checks that nothing is null, the number is positive, and no two limits have one name. */
    public Capabilities {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(idRule, "idRule");
        Objects.requireNonNull(keepsLastFace, "keepsLastFace");
        Objects.requireNonNull(reportsAbsentPersons, "reportsAbsentPersons");
        Objects.requireNonNull(listsDeletedFaces, "listsDeletedFaces");
        Objects.requireNonNull(readBack, "readBack");
        quotas = List.copyOf(quotas);
        if (quotas.stream().map(QuotaLimit::name).distinct().count() < quotas.size()) {
            throw new IllegalArgumentException("two limits have one name");
        }
        if (facesPerCall < 1) {
            throw new IllegalArgumentException("facesPerCall must be at least 1");
        }
    }
}
