package io.efface.emulator.iai;

import java.util.Objects;

/**
 * The responses of the emulated IAI in cases that the vendor's pages do not describe, or describe in different ways. Immutable and
 * thread-safe.
 *
 * <p>The defaults follow the published facts. Each setter of {@link Builder} gives the default and its reason. Pages: DeletePerson
 * (tencentcloud.com/document/product/1059/36961, 2023-02-27; cloud.tencent.com/document/api/867/32790), DeleteFace
 * (cloud.tencent.com/document/api/867/45013), GetPersonBaseInfo (867/45007), all read 2026-11.
 */
public final class IaiVariants {

    /** The responses to a call about a missing person. */
    public enum MissingPerson {
        /** {@code InvalidParameterValue.PersonIdNotExist}, the code of the vendor's error lists and of the
         * examples of reads. */
        PERSON_ID_NOT_EXIST,
        /** {@code ResourceNotFound.ErrorPersonNotExisted}, the code in the Chinese examples of deletions. No error list
         * contains this code. */
        ERROR_PERSON_NOT_EXISTED,
        /** Only a {@code RequestId}, without an error, as on the international page of DeletePerson. */
        BARE_REQUEST_ID
    }

    /** The treatment of face ids that the person does not have, in DeleteFace. */
    public enum UnknownFaces {
        /** Unknown ids are ignored. {@code SucDeletedNum} and {@code SucFaceIds} report the deleted faces. */
        PASSED_OVER,
        /** If the person has none of the faces, the call fails with {@code InvalidParameterValue}, and nothing is deleted. */
        REJECTED_IF_NONE_KNOWN,
        /** If the person lacks at least one of the faces, the call fails with {@code InvalidParameterValue}, and nothing is deleted. */
        REJECTED_IF_ANY_UNKNOWN
    }

    /** The behaviour of DeleteFace if the ids include every face of the person. */
    public enum LastFace {
        /** The call fails with {@code InvalidParameterValue.DeleteFaceNumExceed}, and no face is deleted. */
        REJECTED,
        /**
         * All faces except the face that is named last are deleted, without an error. If the person has only one face, the call is
         * rejected.
         */
        ALL_BUT_ONE_DELETED
    }

    /** The value of {@code SucFaceIds} if nothing was deleted. */
    public enum NothingDeleted {
        /** {@code []}. */
        EMPTY_LIST,
        /** {@code null}. */
        NULL,
        /** The field is absent. */
        ABSENT
    }

    /** The ids that are checked with the vendor's rule: letters, digits and {@code -%@#&_}, at most 64 bytes. */
    public enum IdRule {
        /** All ids are checked, except the ids of people who are or were in the library, and the ids of existing groups. */
        HELD_IDS_ACCEPTED,
        /** All ids are checked. */
        STRICT,
        /** No id is checked. */
        OFF
    }

    private static final IaiVariants DEFAULTS = builder().build();

    private final MissingPerson missingPersonOnDelete;
    private final MissingPerson missingPersonOnDeleteFace;
    private final MissingPerson missingPersonOnRead;
    private final UnknownFaces unknownFaces;
    private final LastFace lastFace;
    private final NothingDeleted nothingDeleted;
    private final IdRule idRule;
    private final boolean singleFaceAlwaysRejected;
    private final boolean versionsSharePeople;
    private final boolean regionRequired;
    private final boolean replaysRejected;
    private final String throttleCode;
    private final IaiLanguage defaultLanguage;

    private IaiVariants(Builder builder) {
        missingPersonOnDelete = builder.missingPersonOnDelete;
        missingPersonOnDeleteFace = builder.missingPersonOnDeleteFace;
        missingPersonOnRead = builder.missingPersonOnRead;
        unknownFaces = builder.unknownFaces;
        lastFace = builder.lastFace;
        nothingDeleted = builder.nothingDeleted;
        idRule = builder.idRule;
        singleFaceAlwaysRejected = builder.singleFaceAlwaysRejected;
        versionsSharePeople = builder.versionsSharePeople;
        regionRequired = builder.regionRequired;
        replaysRejected = builder.replaysRejected;
        throttleCode = builder.throttleCode;
        defaultLanguage = builder.defaultLanguage;
    }

    /** Returns the defaults. */
    public static IaiVariants defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the response of DeletePerson for a missing person. */
    public MissingPerson missingPersonOnDelete() {
        return missingPersonOnDelete;
    }

    /** Returns the response of DeleteFace for a missing person. */
    public MissingPerson missingPersonOnDeleteFace() {
        return missingPersonOnDeleteFace;
    }

    /** Returns the response of every other action for a missing person. */
    public MissingPerson missingPersonOnRead() {
        return missingPersonOnRead;
    }

    /** Returns the treatment of face ids that the person does not have, in DeleteFace. */
    public UnknownFaces unknownFaces() {
        return unknownFaces;
    }

    /** Returns the behaviour of DeleteFace if the ids include every face. */
    public LastFace lastFace() {
        return lastFace;
    }

    /** Returns the value of {@code SucFaceIds} if nothing was deleted. */
    public NothingDeleted nothingDeleted() {
        return nothingDeleted;
    }

    /** Returns the ids that are checked with the vendor's rule. */
    public IdRule idRule() {
        return idRule;
    }

    /** Returns whether DeleteFace rejects every call about a person with one face. */
    public boolean singleFaceAlwaysRejected() {
        return singleFaceAlwaysRejected;
    }

    /** Returns whether the versions 2018-03-01 and 2020-03-03 have the same people. */
    public boolean versionsSharePeople() {
        return versionsSharePeople;
    }

    /** Returns whether version 2020-03-03 rejects a request without a region. */
    public boolean regionRequired() {
        return regionRequired;
    }

    /** Returns whether a signature v1 with a repeated nonce and timestamp is rejected. */
    public boolean replaysRejected() {
        return replaysRejected;
    }

    /** Returns the code of the response to too many requests. */
    public String throttleCode() {
        return throttleCode;
    }

    /** Returns the language of messages for requests that name no language. */
    public IaiLanguage defaultLanguage() {
        return defaultLanguage;
    }

    /** Builds variants. Every setter rejects null with a NullPointerException. Not thread-safe. */
    public static final class Builder {
        private MissingPerson missingPersonOnDelete = MissingPerson.PERSON_ID_NOT_EXIST;
        private MissingPerson missingPersonOnDeleteFace = MissingPerson.PERSON_ID_NOT_EXIST;
        private MissingPerson missingPersonOnRead = MissingPerson.PERSON_ID_NOT_EXIST;
        private UnknownFaces unknownFaces = UnknownFaces.PASSED_OVER;
        private LastFace lastFace = LastFace.REJECTED;
        private NothingDeleted nothingDeleted = NothingDeleted.EMPTY_LIST;
        private IdRule idRule = IdRule.HELD_IDS_ACCEPTED;
        private boolean singleFaceAlwaysRejected;
        private boolean versionsSharePeople = true;
        private boolean regionRequired;
        private boolean replaysRejected;
        private String throttleCode = "RequestLimitExceeded";
        private IaiLanguage defaultLanguage = IaiLanguage.ZH_CN;

        private Builder() {}

        /**
         * Sets the response of DeletePerson. Default {@code PERSON_ID_NOT_EXIST}: this code is in the error lists of all versions and
         * sites, and the SDKs have a constant for it. The code of the Chinese examples is in no list, and the SDKs have no constant for it.
         */
        public Builder missingPersonOnDelete(MissingPerson behavior) {
            missingPersonOnDelete = Objects.requireNonNull(behavior, "behavior");
            return this;
        }

        /**
         * Sets the response of DeleteFace. Default {@code PERSON_ID_NOT_EXIST}, for the reason given at {@link #missingPersonOnDelete}.
         *
         * @throws IllegalArgumentException if the value is {@code BARE_REQUEST_ID}, because a response of DeleteFace has two more fields
         */
        public Builder missingPersonOnDeleteFace(MissingPerson behavior) {
            missingPersonOnDeleteFace = withFields(behavior);
            return this;
        }

        /**
         * Sets the response of each action other than DeletePerson and DeleteFace. Default {@code PERSON_ID_NOT_EXIST}, as in the examples
         * of GetPersonBaseInfo and GetPersonGroupInfo.
         *
         * @throws IllegalArgumentException if the value is {@code BARE_REQUEST_ID}, because these actions cannot succeed without
         *     a person
         */
        public Builder missingPersonOnRead(MissingPerson behavior) {
            missingPersonOnRead = withFields(behavior);
            return this;
        }

        private static MissingPerson withFields(MissingPerson behavior) {
            if (Objects.requireNonNull(behavior, "behavior") == MissingPerson.BARE_REQUEST_ID) {
                throw new IllegalArgumentException("only DeletePerson can respond with only a RequestId");
            }
            return behavior;
        }

        /**
         * Sets the treatment of unknown faces. Default {@code PASSED_OVER}: the response contains the number and the ids of the deleted
         * faces. The response would not need these fields if a call always deleted all requested faces or none.
         */
        public Builder unknownFaces(UnknownFaces treatment) {
            unknownFaces = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * Sets the behaviour for the last face. Default {@code REJECTED}: the vendor's text for the error code says that a deletion is
         * rejected if it would leave no face.
         */
        public Builder lastFace(LastFace treatment) {
            lastFace = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * Sets the value of {@code SucFaceIds} if nothing was deleted. Default {@code EMPTY_LIST}: the page does not mark the field as
         * nullable.
         */
        public Builder nothingDeleted(NothingDeleted form) {
            nothingDeleted = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Sets the ids that are checked. Default {@code HELD_IDS_ACCEPTED}: an old library may contain ids that the current rule forbids.
         */
        public Builder idRule(IdRule rule) {
            idRule = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Sets whether DeleteFace rejects every call about a person with one face. Default false. According to the page of DeleteFace, "if
         * the person has only one face, an error is returned". Taken literally, this sentence also applies to a call whose ids are no faces
         * of the person. But the name of the code ({@code DeleteFaceNumExceed}) refers to the number of faces to delete.
         */
        public Builder singleFaceAlwaysRejected(boolean rejected) {
            singleFaceAlwaysRejected = rejected;
            return this;
        }

        /**
         * Sets whether both versions have the same people. Default true: both versions use the same account and host, and no page mentions
         * two libraries.
         */
        public Builder versionsSharePeople(boolean shared) {
            versionsSharePeople = shared;
            return this;
        }

        /**
         * Sets whether version 2020-03-03 requires a region. Default false: Region is required on the Chinese pages, but not on the
         * international pages.
         */
        public Builder regionRequired(boolean required) {
            regionRequired = required;
            return this;
        }

        /**
         * Sets whether a signature v1 with a repeated nonce and timestamp (a replay) is rejected. Default false: according to the page
         * about signatures, nonce and timestamp prevent replays, but no error is documented. If true, a replay is rejected with {@code
         * AuthFailure.SignatureFailure}.
         */
        public Builder replaysRejected(boolean rejected) {
            replaysRejected = rejected;
            return this;
        }

        /**
         * Sets the code for too many requests. Default {@code RequestLimitExceeded}, the code of the gateway. Version 2020-03-03 of the
         * service also has the code {@code FailedOperation.RequestLimitExceeded}.
         */
        public Builder throttleCode(String code) {
            throttleCode = Objects.requireNonNull(code, "code");
            return this;
        }

        /** Sets the default language of messages. Default Chinese, so that tests fail if a client depends on English texts. */
        public Builder defaultLanguage(IaiLanguage language) {
            defaultLanguage = Objects.requireNonNull(language, "language");
            return this;
        }

        /** Returns the variants collected so far. */
        public IaiVariants build() {
            return new IaiVariants(this);
        }
    }
}
