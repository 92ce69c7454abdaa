package io.efface.emulator.iai;

import static io.efface.emulator.iai.IaiParameter.Type.FLOAT;
import static io.efface.emulator.iai.IaiParameter.Type.STRING;
import static io.efface.emulator.iai.IaiParameter.Type.STRINGS;
import static io.efface.emulator.iai.IaiParameter.Type.UNSIGNED;
import static io.efface.emulator.iai.IaiParameter.optional;
import static io.efface.emulator.iai.IaiParameter.required;

import io.efface.emulator.StoredPerson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The actions that add and remove faces of one person (cloud.tencent.com/document/api/867/45013, 867/32795). */
final class IaiFaceActions {
    private static final int MOST_FACES = 5;
    private static final int MOST_PER_CALL = 4;

    private IaiFaceActions() {}

    static Map<String, IaiAction> all() {
        return Map.of(
                "DeleteFace",
                IaiAction.of(IaiFaceActions::delete, required("PersonId", STRING), required("FaceIds", STRINGS)),
                "CreateFace",
                IaiAction.of(
                        IaiFaceActions::create,
                        required("PersonId", STRING),
                        optional("Images", STRINGS),
                        optional("Urls", STRINGS),
                        optional("FaceMatchThreshold", FLOAT),
                        optional("QualityControl", UNSIGNED),
                        optional("NeedRotateDetection", UNSIGNED)));
    }

    private static Map<String, ? extends @Nullable Object> delete(IaiRequestContext context) {
        IaiVariants variants = context.variants();
        StoredPerson person = context.person(variants.missingPersonOnDeleteFace());
        Set<String> requested = new LinkedHashSet<>(context.arguments().texts("FaceIds"));
        List<String> deletable = new ArrayList<>(
                requested.stream().filter(person.faceIds()::contains).toList());
        boolean rejectedForUnknown = switch (variants.unknownFaces()) {
            case PASSED_OVER -> false;
            case REJECTED_IF_NONE_KNOWN -> deletable.isEmpty();
            case REJECTED_IF_ANY_UNKNOWN -> deletable.size() < requested.size();
        };
        if (rejectedForUnknown) {
            throw new IaiErrorException("InvalidParameterValue", "FaceIds");
        }
        int faceCount = person.faceIds().size();
        if (variants.singleFaceAlwaysRejected() && faceCount == 1) {
            throw new IaiErrorException("InvalidParameterValue.DeleteFaceNumExceed");
        }
        if (!deletable.isEmpty() && deletable.size() == faceCount) {
            if (faceCount == 1 || variants.lastFace() == IaiVariants.LastFace.REJECTED) {
                throw new IaiErrorException("InvalidParameterValue.DeleteFaceNumExceed");
            }
            deletable.remove(deletable.size() - 1);
        }
        List<String> left = person.faceIds().stream()
                .filter(face -> !deletable.contains(face))
                .toList();
        if (!deletable.isEmpty()) {
            context.state().people().put(person.withFaceIds(left));
            context.state().forgetImages(deletable);
        }
        return deleted(deletable, variants.nothingDeleted());
    }

    private static Map<String, @Nullable Object> deleted(List<String> faces, IaiVariants.NothingDeleted form) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("SucDeletedNum", faces.size());
        if (!faces.isEmpty() || form == IaiVariants.NothingDeleted.EMPTY_LIST) {
            fields.put("SucFaceIds", faces);
        } else if (form == IaiVariants.NothingDeleted.NULL) {
            fields.put("SucFaceIds", null);
        }
        return fields;
    }

    private static Map<String, ? extends @Nullable Object> create(IaiRequestContext context) {
        IaiArguments arguments = context.arguments();
        IaiState state = context.state();
        StoredPerson person = context.person(context.variants().missingPersonOnRead());
        checkControls(arguments);
        BigDecimal threshold = arguments.number("FaceMatchThreshold", 60);
        if (threshold.signum() < 0 || threshold.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IaiErrorException("InvalidParameterValue.FaceMatchThresholdIllegal");
        }
        List<IaiImages.Picture> pictures = IaiImages.of(arguments.texts("Urls"), arguments.texts("Images"));
        if (pictures.size() > MOST_PER_CALL) {
            throw new IaiErrorException("InvalidParameterValue.UploadFaceNumExceed");
        }
        if (person.faceIds().size() + pictures.size() > MOST_FACES) {
            throw new IaiErrorException("InvalidParameterValue.PersonFaceNumExceed");
        }
        List<String> added = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        List<Object> rects = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).retCode() == IaiImages.OK) {
                String faceId = context.newFaceId();
                added.add(faceId);
                indexes.add(i);
                rects.add(IaiImages.faceRect());
                state.putImage(faceId, pictures.get(i).fingerprint());
            }
        }
        if (!added.isEmpty()) {
            List<String> faces = new ArrayList<>(person.faceIds());
            faces.addAll(added);
            state.people().put(person.withFaceIds(faces));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("SucFaceNum", added.size());
        fields.put("SucFaceIds", added);
        fields.put("RetCode", pictures.stream().map(IaiImages.Picture::retCode).toList());
        fields.put("SucIndexes", indexes);
        fields.put("SucFaceRects", rects);
        fields.put(
                "FaceModelVersion",
                person.groupIds().stream()
                        .findFirst()
                        .flatMap(state::group)
                        .map(IaiState.Group::modelVersion)
                        .orElse("3.0"));
        return fields;
    }

    /** Rejects a {@code QualityControl} or {@code NeedRotateDetection} that is out of range. */
    static void checkControls(IaiArguments arguments) {
        IaiRequestContext.checkRange(
                arguments.whole("QualityControl", 0), 0, 4, "InvalidParameterValue.QualityControlIllegal");
        IaiRequestContext.checkRange(arguments.whole("NeedRotateDetection", 0), 0, 1, "InvalidParameterValue");
    }
}
