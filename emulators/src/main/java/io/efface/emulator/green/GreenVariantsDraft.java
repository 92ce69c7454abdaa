package io.efface.emulator.green;

import io.efface.emulator.green.GreenVariants.Acs3Payload;
import io.efface.emulator.green.GreenVariants.ErrorData;
import io.efface.emulator.green.GreenVariants.FaceIdType;
import io.efface.emulator.green.GreenVariants.Keys;
import io.efface.emulator.green.GreenVariants.LastFace;
import io.efface.emulator.green.GreenVariants.MissingPerson;
import io.efface.emulator.green.GreenVariants.NoFaceDeleted;
import io.efface.emulator.green.GreenVariants.ServerErrorStatus;
import io.efface.emulator.green.GreenVariants.SuccessFields;
import io.efface.emulator.green.GreenVariants.Throttling;

/** A mutable copy of {@link GreenVariants}, for changes. Not thread-safe. */
final class GreenVariantsDraft {
    MissingPerson missingOnDeletePerson;
    MissingPerson missingOnDeleteFaces;
    MissingPerson missingOnGetPerson;
    NoFaceDeleted noFaceDeleted;
    SuccessFields successFields;
    ErrorData errorData;
    Keys keys;
    Keys gatewayKeys;
    FaceIdType faceIds;
    LastFace lastFace;
    ServerErrorStatus serverErrorStatus;
    Throttling throttling;
    Acs3Payload acs3Payload;

    GreenVariantsDraft(GreenVariants from) {
        missingOnDeletePerson = from.missingOnDeletePerson();
        missingOnDeleteFaces = from.missingOnDeleteFaces();
        missingOnGetPerson = from.missingOnGetPerson();
        noFaceDeleted = from.noFaceDeleted();
        successFields = from.successFields();
        errorData = from.errorData();
        keys = from.keys();
        gatewayKeys = from.gatewayKeys();
        faceIds = from.faceIds();
        lastFace = from.lastFace();
        serverErrorStatus = from.serverErrorStatus();
        throttling = from.throttling();
        acs3Payload = from.acs3Payload();
    }

    GreenVariants variants() {
        return new GreenVariants(
                missingOnDeletePerson,
                missingOnDeleteFaces,
                missingOnGetPerson,
                noFaceDeleted,
                successFields,
                errorData,
                keys,
                gatewayKeys,
                faceIds,
                lastFace,
                serverErrorStatus,
                throttling,
                acs3Payload);
    }
}
