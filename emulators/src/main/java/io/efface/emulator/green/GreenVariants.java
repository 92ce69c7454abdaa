package io.efface.emulator.green;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * What Green does where its pages are silent or disagree; each default is the best-evidenced reading. Immutable:
 * the {@code with} methods return changed copies.
 *
 * @param missingOnDeletePerson DeletePerson of a person who is not there. Default {@code OUTER_400_TEXT}, seen in
 *     public client code with HTTP 200; the page "Delete a person" of the Python SDK speaks of an inner code instead
 * @param missingOnDeleteFaces DeleteFaces of a person who is not there. Default {@code OUTER_500_TEXT}: an observer's
 *     comment in public client code, 2018, names code 500; the text is inferred from DeletePerson
 * @param missingOnGetPerson GetPerson of a person who is not there. Undocumented; default as for DeletePerson
 * @param noFaceDeleted how "nothing was deleted" looks in DeleteFaces. Default {@code EMPTY_LIST}
 * @param successFields whether a success has all fields of its page, the default, or the few of the Python SDK's page
 * @param errorData what {@code data} is on an error; "may be empty" says the page "Delete a person". Default
 *     {@code ABSENT}
 * @param keys spelling of the outer keys. Default {@code LOWER_CAMEL}, as in every sample; the page "Response and
 *     codes" prints capitals
 * @param gatewayKeys spelling of a gateway error's keys. Default {@code CAPITALISED}, as seen in public issue threads
 * @param faceIds JSON type of face ids. Default {@code AS_DOCUMENTED}: text in DeleteFaces and GetPerson, numbers in
 *     AddFaces and GetFaces
 * @param lastFace deleting the last face of a person. Undocumented; default {@code KEEPS_PERSON}
 * @param serverErrorStatus HTTP status beside body codes of 500 and more. Default {@code ALWAYS_200}: the table
 *     "Public error codes" prints status 0 for them, and public clients saw no HTTP error
 * @param throttling how too many calls are refused. Default {@code GATEWAY_400}, as the pages print it
 * @param acs3Payload whether ACS3 requests must be signed as documented, the default, or may be as the vendor's core
 *     SDK 4.7.10 signs a ROA body: hash of the empty text, {@code host} unsigned. What the live gateway does with the
 *     latter is unknown
 */
public record GreenVariants(
        MissingPerson missingOnDeletePerson,
        MissingPerson missingOnDeleteFaces,
        MissingPerson missingOnGetPerson,
        NoFaceDeleted noFaceDeleted,
        SuccessFields successFields,
        ErrorData errorData,
        Keys keys,
        Keys gatewayKeys,
        FaceIdType faceIds,
        LastFace lastFace,
        ServerErrorStatus serverErrorStatus,
        Throttling throttling,
        Acs3Payload acs3Payload) {

    /** The ways to say that a person does not exist. */
    public enum MissingPerson {
        /** Outer code 400 with the text {@code The person is not exist!}. */
        OUTER_400_TEXT,
        /** Outer code 500 with that text. */
        OUTER_500_TEXT,
        /** Outer code 200, inner code 404. */
        INNER_404,
        /** Outer code 200, inner code 400. */
        INNER_400,
        /** Both codes 200 and {@code deleteCount} 0; not for GetPerson. */
        COUNT_ZERO
    }

    /** What DeleteFaces lists when no face was deleted; {@code deleteCount} is 0. */
    public enum NoFaceDeleted {
        /** {@code "faceIds":[]}. */
        EMPTY_LIST,
        /** {@code "faceIds":null}. */
        NULL_LIST,
        /** No {@code faceIds}. */
        ABSENT_LIST
    }

    /** Which fields a success has. */
    public enum SuccessFields {
        /** All of them. */
        FULL,
        /** No {@code msg}, {@code requestId} and {@code deleteCount}. */
        BARE
    }

    /** What {@code data} is on an outer error. */
    public enum ErrorData {
        /** Not there. */
        ABSENT,
        /** {@code null}. */
        NULL,
        /** An object without a field. */
        EMPTY_OBJECT
    }

    /** The spelling of keys. */
    public enum Keys {
        /** {@code requestId}. */
        LOWER_CAMEL,
        /** {@code RequestId}. */
        CAPITALISED
    }

    /** The JSON type of face ids; an id that is no plain decimal number is always text. */
    public enum FaceIdType {
        /** Numbers where the pages say Float or Long, text elsewhere. */
        AS_DOCUMENTED,
        /** Text. */
        ALL_TEXT,
        /** Numbers, every digit kept. */
        ALL_NUMBERS
    }

    /** What becomes of the last face of a person. */
    public enum LastFace {
        /** It goes, the person stays without faces. */
        KEEPS_PERSON,
        /** It goes, and the person with it. */
        REMOVES_PERSON,
        /** The whole call is refused with outer code 400. */
        REFUSED
    }

    /** The HTTP status beside a body code of 500 and more. */
    public enum ServerErrorStatus {
        /** 200. */
        ALWAYS_200,
        /** The body's code. */
        SAME_AS_CODE
    }

    /** How too many calls are refused. */
    public enum Throttling {
        /** Gateway error {@code Throttling.User} with HTTP status 400. */
        GATEWAY_400,
        /** The same with 429. */
        GATEWAY_429,
        /** The same with 503. */
        GATEWAY_503,
        /** HTTP status 200 with outer code 588. */
        BODY_588
    }

    /** How strictly ACS3 signatures are judged. */
    public enum Acs3Payload {
        /** {@code host} signed, {@code x-acs-content-sha256} the hash of the body. */
        MUST_MATCH,
        /** Also {@code host} unsigned and the hash of the empty text. */
        EMPTY_HASH_ALLOWED
    }

    /**
     * Keeps the choices.
     *
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if GetPerson is to answer a missing person with {@code COUNT_ZERO}
     */
    public GreenVariants {
        Objects.requireNonNull(missingOnDeletePerson, "missingOnDeletePerson");
        Objects.requireNonNull(missingOnDeleteFaces, "missingOnDeleteFaces");
        Objects.requireNonNull(missingOnGetPerson, "missingOnGetPerson");
        Objects.requireNonNull(noFaceDeleted, "noFaceDeleted");
        Objects.requireNonNull(successFields, "successFields");
        Objects.requireNonNull(errorData, "errorData");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(gatewayKeys, "gatewayKeys");
        Objects.requireNonNull(faceIds, "faceIds");
        Objects.requireNonNull(lastFace, "lastFace");
        Objects.requireNonNull(serverErrorStatus, "serverErrorStatus");
        Objects.requireNonNull(throttling, "throttling");
        Objects.requireNonNull(acs3Payload, "acs3Payload");
        if (missingOnGetPerson == MissingPerson.COUNT_ZERO) {
            throw new IllegalArgumentException("GetPerson deletes nothing, so it has no count to be zero");
        }
    }

    /** The best-evidenced reading of everything. */
    public static GreenVariants defaults() {
        return new GreenVariants(
                MissingPerson.OUTER_400_TEXT,
                MissingPerson.OUTER_500_TEXT,
                MissingPerson.OUTER_400_TEXT,
                NoFaceDeleted.EMPTY_LIST,
                SuccessFields.FULL,
                ErrorData.ABSENT,
                Keys.LOWER_CAMEL,
                Keys.CAPITALISED,
                FaceIdType.AS_DOCUMENTED,
                LastFace.KEEPS_PERSON,
                ServerErrorStatus.ALWAYS_200,
                Throttling.GATEWAY_400,
                Acs3Payload.MUST_MATCH);
    }

    /** A copy with another {@link #missingOnDeletePerson()}. */
    public GreenVariants withMissingOnDeletePerson(MissingPerson value) {
        return changed(draft -> draft.missingOnDeletePerson = value);
    }

    /** A copy with another {@link #missingOnDeleteFaces()}. */
    public GreenVariants withMissingOnDeleteFaces(MissingPerson value) {
        return changed(draft -> draft.missingOnDeleteFaces = value);
    }

    /**
     * A copy with another {@link #missingOnGetPerson()}.
     *
     * @throws IllegalArgumentException if it is {@code COUNT_ZERO}
     */
    public GreenVariants withMissingOnGetPerson(MissingPerson value) {
        return changed(draft -> draft.missingOnGetPerson = value);
    }

    /** A copy with another {@link #noFaceDeleted()}. */
    public GreenVariants withNoFaceDeleted(NoFaceDeleted value) {
        return changed(draft -> draft.noFaceDeleted = value);
    }

    /** A copy with another {@link #successFields()}. */
    public GreenVariants withSuccessFields(SuccessFields value) {
        return changed(draft -> draft.successFields = value);
    }

    /** A copy with another {@link #errorData()}. */
    public GreenVariants withErrorData(ErrorData value) {
        return changed(draft -> draft.errorData = value);
    }

    /** A copy with another {@link #keys()}. */
    public GreenVariants withKeys(Keys value) {
        return changed(draft -> draft.keys = value);
    }

    /** A copy with another {@link #gatewayKeys()}. */
    public GreenVariants withGatewayKeys(Keys value) {
        return changed(draft -> draft.gatewayKeys = value);
    }

    /** A copy with another {@link #faceIds()}. */
    public GreenVariants withFaceIds(FaceIdType value) {
        return changed(draft -> draft.faceIds = value);
    }

    /** A copy with another {@link #lastFace()}. */
    public GreenVariants withLastFace(LastFace value) {
        return changed(draft -> draft.lastFace = value);
    }

    /** A copy with another {@link #serverErrorStatus()}. */
    public GreenVariants withServerErrorStatus(ServerErrorStatus value) {
        return changed(draft -> draft.serverErrorStatus = value);
    }

    /** A copy with another {@link #throttling()}. */
    public GreenVariants withThrottling(Throttling value) {
        return changed(draft -> draft.throttling = value);
    }

    /** A copy with another {@link #acs3Payload()}. */
    public GreenVariants withAcs3Payload(Acs3Payload value) {
        return changed(draft -> draft.acs3Payload = value);
    }

    private GreenVariants changed(Consumer<GreenVariantsDraft> change) {
        GreenVariantsDraft draft = new GreenVariantsDraft(this);
        change.accept(draft);
        return draft.variants();
    }
}
