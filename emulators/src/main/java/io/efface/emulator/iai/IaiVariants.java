package io.efface.emulator.iai;

import java.util.Objects;

/**
 * How the emulated IAI answers where the vendor's pages are silent or disagree. Immutable and thread-safe.
 *
 * <p>The defaults follow what is published where anything is; each setter of {@link Builder} says what and why. Pages:
 * DeletePerson (tencentcloud.com/document/product/1059/36961, 2023-02-27; cloud.tencent.com/document/api/867/32790),
 * DeleteFace (cloud.tencent.com/document/api/867/45013), GetPersonBaseInfo (867/45007), all read 2026-11.
 */
public final class IaiVariants {

    /** How a call about a missing person is answered. */
    public enum MissingPerson {
        /** {@code InvalidParameterValue.PersonIdNotExist}: the code of the published lists and of the reads' examples. */
        PERSON_ID_NOT_EXIST,
        /** {@code ResourceNotFound.ErrorPersonNotExisted}: the code of the Chinese delete examples, in no list. */
        ERROR_PERSON_NOT_EXISTED,
        /** A bare {@code RequestId} without an error, as the international DeletePerson page shows. */
        BARE_REQUEST_ID
    }

    /** How DeleteFace treats ids the person does not have. */
    public enum UnknownFaces {
        /** They are passed over; {@code SucDeletedNum} and {@code SucFaceIds} tell of the rest. */
        PASSED_OVER,
        /** {@code InvalidParameterValue}, without effect, if the person has none of them. */
        REFUSED_IF_NONE_KNOWN,
        /** {@code InvalidParameterValue}, without effect, if the person lacks one of them. */
        REFUSED_IF_ANY_UNKNOWN
    }

    /** What DeleteFace does when the ids cover every face of the person. */
    public enum LastFace {
        /** {@code InvalidParameterValue.DeleteFaceNumExceed}; every face stays. */
        REFUSED,
        /** All but the last named are deleted, without an error; with a single face it is refused all the same. */
        ALL_BUT_ONE_DELETED
    }

    /** How {@code SucFaceIds} looks when nothing was deleted. */
    public enum NothingDeleted {
        /** {@code []}. */
        EMPTY_LIST,
        /** {@code null}. */
        NULL,
        /** The field is left out. */
        ABSENT
    }

    /** Which ids are held against the vendor's rule: letters, digits and {@code -%@#&_}, at most 64 bytes. */
    public enum IdRule {
        /** All but those of people who are or were in the library, however they got there. */
        HELD_IDS_ACCEPTED,
        /** Every id. */
        STRICT,
        /** None. */
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
    private final boolean singleFaceAlwaysRefused;
    private final boolean versionsSharePeople;
    private final boolean regionRequired;
    private final boolean replaysRefused;
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
        singleFaceAlwaysRefused = builder.singleFaceAlwaysRefused;
        versionsSharePeople = builder.versionsSharePeople;
        regionRequired = builder.regionRequired;
        replaysRefused = builder.replaysRefused;
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

    /** How DeletePerson answers for a missing person. */
    public MissingPerson missingPersonOnDelete() {
        return missingPersonOnDelete;
    }

    /** How DeleteFace answers for a missing person. */
    public MissingPerson missingPersonOnDeleteFace() {
        return missingPersonOnDeleteFace;
    }

    /** How every other action answers for a missing person. */
    public MissingPerson missingPersonOnRead() {
        return missingPersonOnRead;
    }

    /** How DeleteFace treats ids the person does not have. */
    public UnknownFaces unknownFaces() {
        return unknownFaces;
    }

    /** What DeleteFace does when the ids cover every face. */
    public LastFace lastFace() {
        return lastFace;
    }

    /** How {@code SucFaceIds} looks when nothing was deleted. */
    public NothingDeleted nothingDeleted() {
        return nothingDeleted;
    }

    /** Which ids are held against the vendor's rule. */
    public IdRule idRule() {
        return idRule;
    }

    /** Whether DeleteFace refuses every call about a person with one face. */
    public boolean singleFaceAlwaysRefused() {
        return singleFaceAlwaysRefused;
    }

    /** Whether 2018-03-01 and 2020-03-03 see the same people. */
    public boolean versionsSharePeople() {
        return versionsSharePeople;
    }

    /** Whether 2020-03-03 refuses a request without a region. */
    public boolean regionRequired() {
        return regionRequired;
    }

    /** Whether signature v1 refuses a nonce it has seen. */
    public boolean replaysRefused() {
        return replaysRefused;
    }

    /** The code that answers too many requests. */
    public String throttleCode() {
        return throttleCode;
    }

    /** The language of messages when a request names none. */
    public IaiLanguage defaultLanguage() {
        return defaultLanguage;
    }

    /** Collects variants; not thread-safe. Every setter refuses null with a NullPointerException. */
    public static final class Builder {
        private MissingPerson missingPersonOnDelete = MissingPerson.PERSON_ID_NOT_EXIST;
        private MissingPerson missingPersonOnDeleteFace = MissingPerson.PERSON_ID_NOT_EXIST;
        private MissingPerson missingPersonOnRead = MissingPerson.PERSON_ID_NOT_EXIST;
        private UnknownFaces unknownFaces = UnknownFaces.PASSED_OVER;
        private LastFace lastFace = LastFace.REFUSED;
        private NothingDeleted nothingDeleted = NothingDeleted.EMPTY_LIST;
        private IdRule idRule = IdRule.HELD_IDS_ACCEPTED;
        private boolean singleFaceAlwaysRefused;
        private boolean versionsSharePeople = true;
        private boolean regionRequired;
        private boolean replaysRefused;
        private String throttleCode = "RequestLimitExceeded";
        private IaiLanguage defaultLanguage = IaiLanguage.ZH_CN;

        private Builder() {}

        /**
         * Default {@code PERSON_ID_NOT_EXIST}: it is in the error list of every version and site and has a constant in
         * the SDKs, while the code of the Chinese examples has neither.
         */
        public Builder missingPersonOnDelete(MissingPerson answer) {
            missingPersonOnDelete = Objects.requireNonNull(answer, "answer");
            return this;
        }

        /**
         * Default {@code PERSON_ID_NOT_EXIST}, for the same reason.
         *
         * @throws IllegalArgumentException if it is {@code BARE_REQUEST_ID}: without its two fields the answer would be
         *     no answer of DeleteFace
         */
        public Builder missingPersonOnDeleteFace(MissingPerson answer) {
            missingPersonOnDeleteFace = refusal(answer);
            return this;
        }

        /**
         * Default {@code PERSON_ID_NOT_EXIST}, as GetPersonBaseInfo and GetPersonGroupInfo show in their examples.
         *
         * @throws IllegalArgumentException if it is {@code BARE_REQUEST_ID}: a read cannot succeed without a person
         */
        public Builder missingPersonOnRead(MissingPerson answer) {
            missingPersonOnRead = refusal(answer);
            return this;
        }

        private static MissingPerson refusal(MissingPerson answer) {
            if (Objects.requireNonNull(answer, "answer") == MissingPerson.BARE_REQUEST_ID) {
                throw new IllegalArgumentException("a bare RequestId is an answer of DeletePerson only");
            }
            return answer;
        }

        /** Default {@code PASSED_OVER}: the answer has a count and a list, which only make sense for a part. */
        public Builder unknownFaces(UnknownFaces treatment) {
            unknownFaces = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /** Default {@code REFUSED}: the code's text says that deleting would leave no face. */
        public Builder lastFace(LastFace treatment) {
            lastFace = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /** Default {@code EMPTY_LIST}: the page does not mark the field as nullable. */
        public Builder nothingDeleted(NothingDeleted look) {
            nothingDeleted = Objects.requireNonNull(look, "look");
            return this;
        }

        /** Default {@code HELD_IDS_ACCEPTED}: a library filled long ago may hold ids that today's rule forbids. */
        public Builder idRule(IdRule rule) {
            idRule = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Default false. The DeleteFace page says "if the person has only one face, an error is returned", which, word
         * for word, refuses even ids that are not that face; the name of the code speaks of faces to be deleted.
         */
        public Builder singleFaceAlwaysRefused(boolean refused) {
            singleFaceAlwaysRefused = refused;
            return this;
        }

        /** Default true: account and host are the same, and no page mentions two libraries. */
        public Builder versionsSharePeople(boolean shared) {
            versionsSharePeople = shared;
            return this;
        }

        /** Default false: the Chinese pages call Region required, the international ones say it is not. */
        public Builder regionRequired(boolean required) {
            regionRequired = required;
            return this;
        }

        /**
         * Default false. The signature page says that nonce and timestamp prevent replays, but no code and no refusal
         * is documented; when true a replay is {@code AuthFailure.SignatureFailure}.
         */
        public Builder replaysRefused(boolean refused) {
            replaysRefused = refused;
            return this;
        }

        /**
         * Default {@code RequestLimitExceeded}, the gateway's; {@code FailedOperation.RequestLimitExceeded} is the
         * service's own (2020-03-03).
         */
        public Builder throttleCode(String code) {
            throttleCode = Objects.requireNonNull(code, "code");
            return this;
        }

        /** Default Chinese, so that a test of a client that matches on the text fails. */
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
