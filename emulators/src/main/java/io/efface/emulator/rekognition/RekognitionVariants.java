package io.efface.emulator.rekognition;

import java.util.Objects;

/**
 * The behavior of the emulated Rekognition in cases that AWS's pages do not define. Immutable and thread-safe.
 *
 * <p>Pages: docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11.
 */
public final class RekognitionVariants {
    /** How ListFaces responds to the {@code UserId} of a User that does not exist. */
    public enum MissingUser {
        /** An empty list. */
        EMPTY_LIST,
        /** {@code ResourceNotFoundException}. */
        NOT_FOUND
    }

    /** How SearchUsers responds for a User without faces. */
    public enum SearchWithoutFaces {
        /** The response contains the User and no matches. */
        ANSWERED,
        /** {@code InvalidParameterException}. */
        INVALID_PARAMETER
    }

    /** What happens to a User whose last face is disassociated. */
    public enum LastFace {
        /** The User stays, without faces. */
        USER_STAYS,
        /** The User is deleted. */
        USER_DELETED
    }

    /** When DeleteFaces accepts a face after its disassociation. */
    public enum Disassociation {
        /** At once. */
        AT_ONCE,
        /** After DeleteFaces has rejected the face once as still associated. */
        AFTER_A_REJECTION
    }

    /** Which faces ListFaces returns for a User whose associations have changed. */
    public enum UserFaces {
        /** The current faces. */
        CURRENT,
        /**
         * The first list after a change has the faces from before the change. Until this list is read, the {@code UserStatus} is {@code
         * UPDATING}.
         */
        FIRST_LIST_OUTDATED
    }

    /** The response to too many requests. */
    public enum Throttling {
        /** {@code ThrottlingException} with the status of the service model. */
        THROTTLING_500,
        /** {@code ThrottlingException} with status 400. */
        THROTTLING_400,
        /** {@code ProvisionedThroughputExceededException}. */
        PROVISIONED_THROUGHPUT
    }

    /** The part of an error response that contains the code. */
    public enum ErrorCode {
        /** In {@code __type} and {@code Code}. */
        TYPE,
        /** In {@code __type} only, with a namespace before it. */
        NAMESPACE,
        /** In the header {@code x-amzn-ErrorType} only, with a URL after it. */
        HEADER
    }

    /** Which ids must have AWS's form: {@code [a-zA-Z0-9_.\-:]+} for User ids, UUIDs for face ids. */
    public enum IdRule {
        /** All ids except those that are or were in the collection. */
        HELD_IDS_ACCEPTED,
        /** Every id. */
        STRICT,
        /** No id. */
        OFF
    }

    /** The body of a successful response to DeleteUser or CreateUser. */
    public enum EmptyBody {
        /** An empty body: "an empty HTTP body is returned" ("DeleteUser"). */
        NO_BYTES,
        /** {@code {}}. */
        EMPTY_OBJECT
    }

    private static final int DEFAULT_PAGE_SIZE = 500;
    private static final RekognitionVariants DEFAULTS = builder().build();

    private final MissingUser missingUser;
    private final SearchWithoutFaces searchWithoutFaces;
    private final LastFace lastFace;
    private final Disassociation disassociation;
    private final UserFaces userFaces;
    private final Throttling throttling;
    private final ErrorCode errorCode;
    private final IdRule idRule;
    private final EmptyBody emptyBody;
    private final int pageSize;

    private RekognitionVariants(Builder builder) {
        missingUser = builder.missingUser;
        searchWithoutFaces = builder.searchWithoutFaces;
        lastFace = builder.lastFace;
        disassociation = builder.disassociation;
        userFaces = builder.userFaces;
        throttling = builder.throttling;
        errorCode = builder.errorCode;
        idRule = builder.idRule;
        emptyBody = builder.emptyBody;
        pageSize = builder.pageSize;
    }

    /** Returns the defaults. */
    public static RekognitionVariants defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how ListFaces responds for a User that does not exist. */
    public MissingUser missingUser() {
        return missingUser;
    }

    /** Returns how SearchUsers responds for a User without faces. */
    public SearchWithoutFaces searchWithoutFaces() {
        return searchWithoutFaces;
    }

    /** Returns what happens to a User whose last face is disassociated. */
    public LastFace lastFace() {
        return lastFace;
    }

    /** Returns when DeleteFaces accepts a face after its disassociation. */
    public Disassociation disassociation() {
        return disassociation;
    }

    /** Returns the response to too many requests. */
    public Throttling throttling() {
        return throttling;
    }

    /** Returns the part of an error response that contains the code. */
    public ErrorCode errorCode() {
        return errorCode;
    }

    /** Returns which ids must have AWS's form. */
    public IdRule idRule() {
        return idRule;
    }

    /** Returns the body of a response without fields. */
    public EmptyBody emptyBody() {
        return emptyBody;
    }

    /** Returns whether ListFaces for a User shows every change at once. */
    public UserFaces userFaces() {
        return userFaces;
    }

    /** Returns the maximum number of entries in a page of a list, which may be smaller than {@code MaxResults}. */
    public int pageSize() {
        return pageSize;
    }

    /** Builds variants. All methods except {@code build} return this builder. Not thread-safe. */
    public static final class Builder {
        private MissingUser missingUser = MissingUser.EMPTY_LIST;
        private SearchWithoutFaces searchWithoutFaces = SearchWithoutFaces.ANSWERED;
        private LastFace lastFace = LastFace.USER_STAYS;
        private Disassociation disassociation = Disassociation.AT_ONCE;
        private UserFaces userFaces = UserFaces.CURRENT;
        private Throttling throttling = Throttling.THROTTLING_500;
        private ErrorCode errorCode = ErrorCode.TYPE;
        private IdRule idRule = IdRule.HELD_IDS_ACCEPTED;
        private EmptyBody emptyBody = EmptyBody.NO_BYTES;
        private int pageSize = DEFAULT_PAGE_SIZE;

        private Builder() {}

        /** Sets how ListFaces responds for a User that does not exist. AWS's page does not describe this case. */
        public Builder missingUser(MissingUser response) {
            missingUser = Objects.requireNonNull(response, "response");
            return this;
        }

        /** Sets how SearchUsers responds for a User without faces. AWS's page does not describe this case. */
        public Builder searchWithoutFaces(SearchWithoutFaces response) {
            searchWithoutFaces = Objects.requireNonNull(response, "response");
            return this;
        }

        /**
         * Sets what happens to a User whose last face is disassociated. AWS's pages do not describe this case, but {@code UserStatus} has a
         * value for Users without faces.
         */
        public Builder lastFace(LastFace effect) {
            lastFace = Objects.requireNonNull(effect, "effect");
            return this;
        }

        /**
         * Sets when DeleteFaces accepts a face after its disassociation. AWS's pages do not describe this case, but {@code UserStatus} has
         * a value for changes in progress.
         */
        public Builder disassociation(Disassociation effect) {
            disassociation = Objects.requireNonNull(effect, "effect");
            return this;
        }

        /**
         * Sets whether ListFaces for a User shows every change at once. AWS's pages do not describe this case, but {@code UserStatus} has a
         * value for changes in progress.
         */
        public Builder userFaces(UserFaces list) {
            userFaces = Objects.requireNonNull(list, "list");
            return this;
        }

        /**
         * Sets the response to too many requests. The service model contains the codes {@code ThrottlingException} and
         * {@code ProvisionedThroughputExceededException}. Services of AWS send {@code ThrottlingException} with status 400 or with status
         * 500.
         */
        public Builder throttling(Throttling response) {
            throttling = Objects.requireNonNull(response, "response");
            return this;
        }

        /** Sets the part of an error response that contains the code. AWS's SDKs read the code from each of these parts. */
        public Builder errorCode(ErrorCode place) {
            errorCode = Objects.requireNonNull(place, "place");
            return this;
        }

        /** Sets which ids must have AWS's form. */
        public Builder idRule(IdRule rule) {
            idRule = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /** Sets the body of a response without fields. */
        public Builder emptyBody(EmptyBody body) {
            emptyBody = Objects.requireNonNull(body, "body");
            return this;
        }

        /**
         * Sets the maximum number of entries in a page of a list. A request may ask for fewer entries with {@code MaxResults}. AWS does not
         * document this number.
         *
         * @throws IllegalArgumentException if the number is below 1
         */
        public Builder pageSize(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a page has at least one entry");
            }
            pageSize = most;
            return this;
        }

        /** Returns the variants. */
        public RekognitionVariants build() {
            return new RekognitionVariants(this);
        }
    }
}
