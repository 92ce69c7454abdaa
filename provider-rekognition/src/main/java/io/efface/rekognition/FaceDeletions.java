package io.efface.rekognition;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.PersonId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result of each face from the vendor's responses to DisassociateFaces and DeleteFaces.
 *
 * <p>Source: "DisassociateFaces", "UnsuccessfulFaceDisassociation", "DeleteFaces" and "UnsuccessfulFaceDeletion"
 * (docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11).
 */
final class FaceDeletions {
    private final RekognitionResponse response;
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, RekognitionWire.Unsuccessful> unsuccessful = new HashMap<>();

    /**
     * Reads a successful response.
     *
     * @param requested the faces of the request
     * @throws FaceException if the response does not have the documented form, or contains a face that was not requested
     */
    FaceDeletions(RekognitionResponse response, Set<FaceId> requested) {
        this.response = response;
        RekognitionWire.DeletedFaces lists = response.read(RekognitionWire.DeletedFaces.class);
        Set<String> ids = requested.stream().map(FaceId::value).collect(Collectors.toSet());
        for (String face : Objects.requireNonNullElse(lists.deleted(), List.<String>of())) {
            if (!ids.contains(face)) {
                throw response.malformed();
            }
            deleted.add(face);
        }
        for (RekognitionWire.Unsuccessful each :
                Objects.requireNonNullElse(lists.unsuccessful(), List.<RekognitionWire.Unsuccessful>of())) {
            if (each == null || !ids.contains(each.faceId()) || deleted.contains(each.faceId())) {
                throw response.malformed();
            }
            unsuccessful.put(each.faceId(), each);
        }
    }

    /**
     * Returns the faces that DisassociateFaces left with another User. These faces must not be deleted.
     *
     * @throws FaceException if the response does not have the documented form
     */
    static Set<FaceId> ofOtherUsers(RekognitionResponse response, Set<FaceId> requested) {
        RekognitionWire.DisassociatedFaces lists = response.read(RekognitionWire.DisassociatedFaces.class);
        if (lists.disassociated() == null && lists.unsuccessful() == null && lists.userStatus() == null) {
            throw response.malformed();
        }
        Set<String> others =
                Objects.requireNonNullElse(lists.unsuccessful(), List.<RekognitionWire.Unsuccessful>of()).stream()
                        .filter(each -> each != null
                                && each.reasons() != null
                                && each.reasons().contains(AwsErrors.OTHER_USER))
                        .map(RekognitionWire.Unsuccessful::faceId)
                        .collect(Collectors.toSet());
        return requested.stream().filter(face -> others.contains(face.value())).collect(Collectors.toSet());
    }

    /** The result of DeleteFaces for one face. */
    enum Meaning {
        /** The request deleted the face. */
        DELETED,
        /** The face does not exist, or it is associated with another User. */
        NOT_OF_THE_PERSON,
        /** The face is still associated with the person, so the vendor did not delete it. */
        STILL_ASSOCIATED,
        /** The response does not mention the face, or gives no documented reason for keeping it. */
        NOT_MENTIONED
    }

    Meaning of(FaceId face, PersonId person) {
        if (deleted.contains(face.value())) {
            return Meaning.DELETED;
        }
        RekognitionWire.@Nullable Unsuccessful kept = unsuccessful.get(face.value());
        if (kept == null || kept.reasons() == null) {
            return Meaning.NOT_MENTIONED;
        }
        if (kept.reasons().contains(AwsErrors.STILL_ASSOCIATED)) {
            return kept.userId() == null || person.value().equals(kept.userId())
                    ? Meaning.STILL_ASSOCIATED
                    : Meaning.NOT_OF_THE_PERSON;
        }
        return kept.reasons().contains(AwsErrors.FACE_NOT_FOUND) ? Meaning.NOT_OF_THE_PERSON : Meaning.NOT_MENTIONED;
    }

    /** Returns whether the request deleted any face. */
    boolean hasDeleted() {
        return !deleted.isEmpty();
    }

    /**
     * Returns a builder of the exception for faces that are still associated with the person. A retry may succeed, because a disassociation
     * may take effect late.
     */
    FaceExceptionBuilder stillAssociated() {
        return response.error(AwsErrors.TABLE.find(AwsErrors.STILL_ASSOCIATED), AwsErrors.STILL_ASSOCIATED)
                .effect(hasDeleted() ? Effect.PARTIAL : Effect.NONE);
    }
}
