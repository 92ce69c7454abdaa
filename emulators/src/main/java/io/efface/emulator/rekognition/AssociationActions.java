package io.efface.emulator.rekognition;

import static io.efface.emulator.rekognition.RekognitionContext.FACE_ID;

import io.efface.emulator.StoredPerson;
import io.efface.emulator.rekognition.RekognitionVariants.Disassociation;
import io.efface.emulator.rekognition.RekognitionVariants.LastFace;
import io.efface.emulator.rekognition.RekognitionVariants.UserFaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions AssociateFaces and DisassociateFaces. */
final class AssociationActions {
    private static final int MOST_FACES = 100;
    private static final String OTHER_USER = "ASSOCIATED_TO_A_DIFFERENT_USER";

    private AssociationActions() {}

    static Map<String, RekognitionAction> all() {
        return Map.of(
                "AssociateFaces",
                        RekognitionAction.withSmallQuota(AssociationActions::associate)
                                .withToken(),
                "DisassociateFaces",
                        RekognitionAction.withSmallQuota(AssociationActions::disassociate)
                                .withToken());
    }

    /**
     * Associates faces with a User. The emulator has no pictures, so it never rejects a face as too different from the User's other faces.
     */
    private static Map<String, ?> associate(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        StoredPerson user = UserActions.existing(context, collection);
        List<String> added = new ArrayList<>();
        List<Map<String, Object>> unsuccessful = new ArrayList<>();
        for (String face : context.faceIds(collection, MOST_FACES)) {
            Optional<String> owner = collection.userOf(face);
            if (!collection.hasFace(face)) {
                unsuccessful.add(unsuccessful(face, Optional.empty(), FaceActions.NOT_FOUND));
            } else if (owner.isEmpty()) {
                added.add(face);
            } else if (!owner.get().equals(user.id())) {
                unsuccessful.add(unsuccessful(face, owner, OTHER_USER));
            }
        }
        if (user.faceIds().size() + added.size() > MOST_FACES) {
            throw new RekognitionErrorException(
                    "ServiceQuotaExceededException", "The User has the maximum number of faces");
        }
        if (!added.isEmpty()) {
            outdateNextList(context, collection, user);
        }
        added.forEach(face -> collection.associate(face, user));
        StoredPerson now = collection.users().person(user.id()).orElseThrow();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "AssociatedFaces",
                added.stream().map(face -> Map.of(FACE_ID, face)).toList());
        fields.put("UnsuccessfulFaceAssociations", unsuccessful);
        fields.put("UserStatus", UserActions.status(now, collection));
        return fields;
    }

    private static Map<String, ?> disassociate(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        StoredPerson before = UserActions.existing(context, collection);
        String user = before.id();
        boolean takesEffectLater = context.variants().disassociation() == Disassociation.AFTER_A_REJECTION;
        List<Map<String, String>> removed = new ArrayList<>();
        List<Map<String, Object>> unsuccessful = new ArrayList<>();
        for (String face : context.faceIds(collection, MOST_FACES)) {
            Optional<String> owner = collection.userOf(face);
            if (!collection.hasFace(face)) {
                unsuccessful.add(unsuccessful(face, Optional.empty(), FaceActions.NOT_FOUND));
            } else if (owner.isPresent() && owner.get().equals(user)) {
                collection.disassociate(face, user, takesEffectLater);
                removed.add(Map.of(FACE_ID, face));
            } else if (owner.isPresent()) {
                unsuccessful.add(unsuccessful(face, owner, OTHER_USER));
            }
        }
        if (!removed.isEmpty()) {
            outdateNextList(context, collection, before);
        }
        StoredPerson remaining = collection.users().person(user).orElseThrow();
        if (!removed.isEmpty()
                && remaining.faceIds().isEmpty()
                && context.variants().lastFace() == LastFace.USER_DELETED) {
            collection.deleteUser(user);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("DisassociatedFaces", removed);
        fields.put("UnsuccessfulFaceDisassociations", unsuccessful);
        fields.put("UserStatus", takesEffectLater ? "UPDATING" : UserActions.status(remaining, collection));
        return fields;
    }

    private static void outdateNextList(
            RekognitionContext context, RekognitionCollection collection, StoredPerson before) {
        if (context.variants().userFaces() == UserFaces.FIRST_LIST_OUTDATED) {
            collection.outdateNextList(before);
        }
    }

    /** Returns the entry of a response for a face that the action did not change. */
    static Map<String, Object> unsuccessful(String face, Optional<String> owner, String reason) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(FACE_ID, face);
        owner.ifPresent(user -> entry.put(RekognitionContext.USER_ID, user));
        entry.put("Reasons", List.of(reason));
        return entry;
    }
}
