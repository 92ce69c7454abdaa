package io.efface.emulator.green;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The behaviour of the emulated Green in cases that the vendor's pages do not describe, or describe in different ways. Each default is the
 * behaviour with the best evidence. The outer code is the {@code code} of the response; the inner code is the {@code code} in its {@code
 * data}. Immutable: the {@code with} methods return changed copies.
 *
 * @param missingOnDeletePerson the response of DeletePerson for a missing person. Default {@code OUTER_400_TEXT}, which public client code
 *     expects with HTTP 200; the page "Delete a person" of the Python SDK mentions an inner code instead
 * @param missingOnDeleteFaces the response of DeleteFaces for a missing person. Default {@code OUTER_500_TEXT}: a comment in public client
 *     code of 2018 names code 500, and the text is inferred from DeletePerson
 * @param missingOnGetPerson the response of GetPerson for a missing person. Undocumented; the default is the same as for DeletePerson
 * @param noFaceDeleted the list in the response of DeleteFaces if no face was deleted. Default {@code EMPTY_LIST}
 * @param successFields the fields of a success: all fields of the operation's page, which is the default, or only the fields of the Python
 *     SDK's page
 * @param errorData the value of {@code data} in an error, which "may be empty" according to the page "Delete a person". Default {@code
 *     ABSENT}
 * @param keys the spelling of the outer keys. Default {@code LOWER_CAMEL}, as in every sample; the page "Response and codes" uses capitals
 * @param gatewayKeys the spelling of the keys in a gateway error. Default {@code CAPITALISED}, as in public issue threads
 * @param faceIds the JSON type of face ids. Default {@code AS_DOCUMENTED}: texts in DeleteFaces and GetPerson, numbers in AddFaces and
 *     GetFaces
 * @param lastFace the effect of deleting the last face of a person. Undocumented; default {@code KEEPS_PERSON}
 * @param serverErrorStatus the HTTP status of a response with a body code of 500 or more. Default {@code ALWAYS_200}: the table "Public
 *     error codes" gives status 0 for these codes, and public clients report no HTTP error
 * @param throttling the response to too many calls. Default {@code GATEWAY_400}, as in the pages
 * @param acs3Payload the accepted ACS3 signatures. By default, only documented signatures are accepted. The other variant also accepts the
 *     form in which the vendor's core SDK 4.7.10 signs a ROA body: with the hash of the empty text, and without {@code host}. It is unknown
 *     whether the real gateway accepts that form
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

    /** The responses for a missing person. */
    public enum MissingPerson {
        /** Outer code 400 with the text {@code The person is not exist!}. */
        OUTER_400_TEXT,
        /** Outer code 500 with the text {@code The person is not exist!}. */
        OUTER_500_TEXT,
        /** Outer code 200, inner code 404. */
        INNER_404,
        /** Outer code 200, inner code 400. */
        INNER_400,
        /** Outer and inner code 200, and {@code deleteCount} 0. Not allowed for GetPerson. */
        COUNT_ZERO
    }

    /** The list of DeleteFaces if no face was deleted. {@code deleteCount} is 0. */
    public enum NoFaceDeleted {
        /** {@code "faceIds":[]}. */
        EMPTY_LIST,
        /** {@code "faceIds":null}. */
        NULL_LIST,
        /** No {@code faceIds}. */
        ABSENT_LIST
    }

    /** The fields of a success. */
    public enum SuccessFields {
        /** All documented fields. */
        FULL,
        /** All fields except {@code msg}, {@code requestId} and {@code deleteCount}. */
        BARE
    }

    /** The value of {@code data} in an outer error. */
    public enum ErrorData {
        /** No {@code data}. */
        ABSENT,
        /** {@code null}. */
        NULL,
        /** An object without fields. */
        EMPTY_OBJECT
    }

    /** The spelling of keys. */
    public enum Keys {
        /** {@code requestId}. */
        LOWER_CAMEL,
        /** {@code RequestId}. */
        CAPITALISED
    }

    /** The JSON type of face ids. An id that is not a plain decimal number is always a text. */
    public enum FaceIdType {
        /** Numbers if the page of the operation gives the type Float or Long, otherwise texts. */
        AS_DOCUMENTED,
        /** Text. */
        ALL_TEXT,
        /** Numbers with all digits. */
        ALL_NUMBERS
    }

    /** The effect of deleting the last face of a person. */
    public enum LastFace {
        /** The face is deleted, and the person remains without faces. */
        KEEPS_PERSON,
        /** The face and the person are deleted. */
        REMOVES_PERSON,
        /** The whole call is rejected with outer code 400. */
        REJECTED
    }

    /** The HTTP status of a response with a body code of 500 or more. */
    public enum ServerErrorStatus {
        /** 200. */
        ALWAYS_200,
        /** The code in the body. */
        SAME_AS_CODE
    }

    /** The response to too many calls. */
    public enum Throttling {
        /** Gateway error {@code Throttling.User} with HTTP status 400. */
        GATEWAY_400,
        /** Gateway error {@code Throttling.User} with HTTP status 429. */
        GATEWAY_429,
        /** Gateway error {@code Throttling.User} with HTTP status 503. */
        GATEWAY_503,
        /** HTTP status 200 with outer code 588. */
        BODY_588
    }

    /** The accepted ACS3 signatures. */
    public enum Acs3Payload {
        /** {@code host} must be signed, and {@code x-acs-content-sha256} must be the hash of the body. */
        MUST_MATCH,
        /** {@code host} may be unsigned, and the hash may be the hash of the empty text. */
        EMPTY_HASH_ALLOWED
    }

    /**
     * Checks the values.
     *
     * @throws NullPointerException if a value is null
     * @throws IllegalArgumentException if {@code missingOnGetPerson} is {@code COUNT_ZERO}
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
            throw new IllegalArgumentException(
                    "missingOnGetPerson must not be COUNT_ZERO, because GetPerson has no count of deletions");
        }
    }

    /** Returns the behaviour with the best evidence. */
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

    /** Returns a copy with another {@link #missingOnDeletePerson()}. */
    public GreenVariants withMissingOnDeletePerson(MissingPerson value) {
        return changed(draft -> draft.missingOnDeletePerson = value);
    }

    /** Returns a copy with another {@link #missingOnDeleteFaces()}. */
    public GreenVariants withMissingOnDeleteFaces(MissingPerson value) {
        return changed(draft -> draft.missingOnDeleteFaces = value);
    }

    /**
     * Returns a copy with another {@link #missingOnGetPerson()}.
     *
     * @throws IllegalArgumentException if the value is {@code COUNT_ZERO}
     */
    public GreenVariants withMissingOnGetPerson(MissingPerson value) {
        return changed(draft -> draft.missingOnGetPerson = value);
    }

    /** Returns a copy with another {@link #noFaceDeleted()}. */
    public GreenVariants withNoFaceDeleted(NoFaceDeleted value) {
        return changed(draft -> draft.noFaceDeleted = value);
    }

    /** Returns a copy with another {@link #successFields()}. */
    public GreenVariants withSuccessFields(SuccessFields value) {
        return changed(draft -> draft.successFields = value);
    }

    /** Returns a copy with another {@link #errorData()}. */
    public GreenVariants withErrorData(ErrorData value) {
        return changed(draft -> draft.errorData = value);
    }

    /** Returns a copy with another {@link #keys()}. */
    public GreenVariants withKeys(Keys value) {
        return changed(draft -> draft.keys = value);
    }

    /** Returns a copy with another {@link #gatewayKeys()}. */
    public GreenVariants withGatewayKeys(Keys value) {
        return changed(draft -> draft.gatewayKeys = value);
    }

    /** Returns a copy with another {@link #faceIds()}. */
    public GreenVariants withFaceIds(FaceIdType value) {
        return changed(draft -> draft.faceIds = value);
    }

    /** Returns a copy with another {@link #lastFace()}. */
    public GreenVariants withLastFace(LastFace value) {
        return changed(draft -> draft.lastFace = value);
    }

    /** Returns a copy with another {@link #serverErrorStatus()}. */
    public GreenVariants withServerErrorStatus(ServerErrorStatus value) {
        return changed(draft -> draft.serverErrorStatus = value);
    }

    /** Returns a copy with another {@link #throttling()}. */
    public GreenVariants withThrottling(Throttling value) {
        return changed(draft -> draft.throttling = value);
    }

    /** Returns a copy with another {@link #acs3Payload()}. */
    public GreenVariants withAcs3Payload(Acs3Payload value) {
        return changed(draft -> draft.acs3Payload = value);
    }

    private GreenVariants changed(Consumer<GreenVariantsDraft> change) {
        GreenVariantsDraft draft = new GreenVariantsDraft(this);
        change.accept(draft);
        return draft.variants();
    }
}
