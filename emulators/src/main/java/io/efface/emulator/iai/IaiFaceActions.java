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

    private static Map<String, ? extends @Nullable Object> delete(IaiRequestContext turn) {
        IaiVariants variants = turn.variants();
        StoredPerson person = turn.person(variants.missingPersonOnDeleteFace());
        Set<String> asked = new LinkedHashSet<>(turn.arguments().texts("FaceIds"));
        List<String> going = new ArrayList<>(
                asked.stream().filter(person.faceIds()::contains).toList());
        boolean refusedForUnknown = switch (variants.unknownFaces()) {
            case PASSED_OVER -> false;
            case REFUSED_IF_NONE_KNOWN -> going.isEmpty();
            case REFUSED_IF_ANY_UNKNOWN -> going.size() < asked.size();
        };
        if (refusedForUnknown) {
            throw new IaiErrorException("InvalidParameterValue", "FaceIds");
        }
        int held = person.faceIds().size();
        if (variants.singleFaceAlwaysRefused() && held == 1) {
            throw new IaiErrorException("InvalidParameterValue.DeleteFaceNumExceed");
        }
        if (!going.isEmpty() && going.size() == held) {
            if (held == 1 || variants.lastFace() == IaiVariants.LastFace.REFUSED) {
                throw new IaiErrorException("InvalidParameterValue.DeleteFaceNumExceed");
            }
            going.remove(going.size() - 1);
        }
        List<String> staying =
                person.faceIds().stream().filter(face -> !going.contains(face)).toList();
        if (!going.isEmpty()) {
            turn.state().people().put(person.withFaceIds(staying));
            turn.state().forgetImages(going);
        }
        return deleted(going, variants.nothingDeleted());
    }

    private static Map<String, @Nullable Object> deleted(List<String> faces, IaiVariants.NothingDeleted look) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("SucDeletedNum", faces.size());
        if (!faces.isEmpty() || look == IaiVariants.NothingDeleted.EMPTY_LIST) {
            answer.put("SucFaceIds", faces);
        } else if (look == IaiVariants.NothingDeleted.NULL) {
            answer.put("SucFaceIds", null);
        }
        return answer;
    }

    private static Map<String, ? extends @Nullable Object> create(IaiRequestContext turn) {
        IaiArguments arguments = turn.arguments();
        IaiState state = turn.state();
        StoredPerson person = turn.person(turn.variants().missingPersonOnRead());
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
                String faceId = turn.newFaceId();
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
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("SucFaceNum", added.size());
        answer.put("SucFaceIds", added);
        answer.put("RetCode", pictures.stream().map(IaiImages.Picture::retCode).toList());
        answer.put("SucIndexes", indexes);
        answer.put("SucFaceRects", rects);
        answer.put(
                "FaceModelVersion",
                person.groupIds().stream()
                        .findFirst()
                        .flatMap(state::group)
                        .map(IaiState.Group::modelVersion)
                        .orElse("3.0"));
        return answer;
    }

    /** Rejects image controls that are out of range. */
    static void checkControls(IaiArguments arguments) {
        IaiRequestContext.inRange(
                arguments.whole("QualityControl", 0), 0, 4, "InvalidParameterValue.QualityControlIllegal");
        IaiRequestContext.inRange(arguments.whole("NeedRotateDetection", 0), 0, 1, "InvalidParameterValue");
    }
}
