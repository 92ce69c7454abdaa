package io.efface;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Describes what a repository supports and what its vendor documents. The layers rely on the capabilities, and the contract suite tests
 * them. Immutable and thread-safe; two objects are equal when all their values are equal. Created with {@link #builder(String)}.
 */
public final class Capabilities {
    private static final String NOT_STATED = "the provider states nothing";

    private final String provider;
    private final IdRule idRule;
    private final int facesPerCall;
    private final LastFaceRule lastFace;
    private final Claim reportsAbsentPersons;
    private final Claim listsDeletedFaces;
    private final ReadBack readBack;
    private final List<QuotaLimit> quotas;
    private final Map<Operation, List<Operation>> requests;

    private Capabilities(Builder builder) {
        provider = builder.provider;
        idRule = builder.idRule;
        facesPerCall = builder.facesPerCall;
        lastFace = builder.lastFace;
        reportsAbsentPersons = builder.reportsAbsentPersons;
        listsDeletedFaces = builder.listsDeletedFaces;
        readBack = builder.readBack;
        quotas = builder.quotas;
        requests = Collections.unmodifiableMap(new EnumMap<>(builder.requests));
    }

    /**
     * Returns a builder whose defaults promise as little as possible: one face in a call, no rule for ids, nothing documented, no
     * read-back, no limits.
     *
     * @param provider the provider's name, such as {@code memory}
     */
    public static Builder builder(String provider) {
        return new Builder(provider);
    }

    /** Returns a builder that starts with these capabilities. */
    public Builder toBuilder() {
        Builder builder = new Builder(provider)
                .idRule(idRule)
                .facesPerCall(facesPerCall)
                .lastFace(lastFace)
                .reportsAbsentPersons(reportsAbsentPersons)
                .listsDeletedFaces(listsDeletedFaces)
                .readBack(readBack)
                .quotas(quotas);
        requests.forEach(builder::requests);
        return builder;
    }

    /** Returns the provider's name, such as {@code memory}. */
    public String provider() {
        return provider;
    }

    /** Returns the vendor's rule for person ids. */
    public IdRule idRule() {
        return idRule;
    }

    /**
     * Returns the largest number of faces that one call of the provider's repository accepts; at least 1. The layers split larger calls.
     */
    public int facesPerCall() {
        return facesPerCall;
    }

    /** Returns what happens when a call deletes the last face of a person. */
    public LastFaceRule lastFace() {
        return lastFace;
    }

    /** Returns whether a deletion's response distinguishes a missing person from a deleted person. */
    public Claim reportsAbsentPersons() {
        return reportsAbsentPersons;
    }

    /** Returns whether a deletion's response lists the faces that it removed. */
    public Claim listsDeletedFaces() {
        return listsDeletedFaces;
    }

    /** Returns whether {@code findPerson} can positively report that a person is absent. */
    public ReadBack readBack() {
        return readBack;
    }

    /** Returns the vendor's default limits. No two limits have the same name. */
    public List<QuotaLimit> quotas() {
        return quotas;
    }

    /**
     * Returns the requests of a typical call. Each element stands for one request, and names the operation whose limits apply to this
     * request. A typical deletion concerns a person with few faces; a typical read concerns a person who was deleted. A plan of a job uses
     * this list to estimate how long a run takes. Unmodifiable, with at least one element.
     */
    public List<Operation> requestsOf(Operation operation) {
        return requests.getOrDefault(operation, List.of(operation));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capabilities that
                && provider.equals(that.provider)
                && idRule.equals(that.idRule)
                && facesPerCall == that.facesPerCall
                && lastFace.equals(that.lastFace)
                && reportsAbsentPersons.equals(that.reportsAbsentPersons)
                && listsDeletedFaces.equals(that.listsDeletedFaces)
                && readBack == that.readBack
                && quotas.equals(that.quotas)
                && requests.equals(that.requests);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                provider,
                idRule,
                facesPerCall,
                lastFace,
                reportsAbsentPersons,
                listsDeletedFaces,
                readBack,
                quotas,
                requests);
    }

    @Override
    public String toString() {
        return "Capabilities[provider=" + provider + ", idRule=" + idRule + ", facesPerCall=" + facesPerCall
                + ", lastFace=" + lastFace + ", reportsAbsentPersons=" + reportsAbsentPersons
                + ", listsDeletedFaces=" + listsDeletedFaces + ", readBack=" + readBack + ", quotas=" + quotas
                + ", requests=" + requests + "]";
    }

    /**
     * Builds capabilities. Every method except {@link #build()} returns this builder and throws {@link NullPointerException} for null. Not
     * thread-safe.
     */
    public static final class Builder {
        private final String provider;
        private IdRule idRule = IdRule.ANYTHING;
        private int facesPerCall = 1;
        private LastFaceRule lastFace = LastFaceRule.undocumented(NOT_STATED);
        private Claim reportsAbsentPersons = Claim.undocumented(NOT_STATED);
        private Claim listsDeletedFaces = Claim.undocumented(NOT_STATED);
        private ReadBack readBack = ReadBack.NONE;
        private List<QuotaLimit> quotas = List.of();
        private final Map<Operation, List<Operation>> requests = new EnumMap<>(Operation.class);

        private Builder(String provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
        }

        /** Sets the vendor's rule for person ids; the default is {@link IdRule#ANYTHING}. */
        public Builder idRule(IdRule rule) {
            idRule = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Sets the largest number of faces that one call of the provider's repository accepts; the default is 1.
         *
         * @throws IllegalArgumentException if {@code most} is less than 1
         */
        public Builder facesPerCall(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("facesPerCall must be at least 1");
            }
            facesPerCall = most;
            return this;
        }

        /** Sets what happens when a call deletes the last face of a person; the default is undocumented. */
        public Builder lastFace(LastFaceRule rule) {
            lastFace = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /** Sets whether a deletion's response distinguishes a missing person from a deleted person; the default is undocumented. */
        public Builder reportsAbsentPersons(Claim claim) {
            reportsAbsentPersons = Objects.requireNonNull(claim, "claim");
            return this;
        }

        /** Sets whether a deletion's response lists the faces that it removed; the default is undocumented. */
        public Builder listsDeletedFaces(Claim claim) {
            listsDeletedFaces = Objects.requireNonNull(claim, "claim");
            return this;
        }

        /** Sets whether {@code findPerson} can positively report that a person is absent; the default is {@link ReadBack#NONE}. */
        public Builder readBack(ReadBack kind) {
            readBack = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /**
         * Sets the vendor's default limits; the default is an empty list. The list is copied.
         *
         * @throws IllegalArgumentException if two limits have the same name
         */
        public Builder quotas(List<QuotaLimit> limits) {
            List<QuotaLimit> copy = List.copyOf(limits);
            if (copy.stream().map(QuotaLimit::name).distinct().count() < copy.size()) {
                throw new IllegalArgumentException("two limits have the same name");
            }
            quotas = copy;
            return this;
        }

        /**
         * Sets the requests of a typical call, see {@link Capabilities#requestsOf}; the default is one request, to which the limits of the
         * operation itself apply. The list is copied.
         *
         * @param countedAs for each request of the call, the operation whose limits apply to the request
         * @throws IllegalArgumentException if the list is empty
         */
        public Builder requests(Operation operation, List<Operation> countedAs) {
            Objects.requireNonNull(operation, "operation");
            List<Operation> copy = List.copyOf(countedAs);
            if (copy.isEmpty()) {
                throw new IllegalArgumentException("a call has at least one request");
            }
            requests.put(operation, copy);
            return this;
        }

        /** Returns the capabilities. */
        public Capabilities build() {
            return new Capabilities(this);
        }
    }
}
