package io.efface.emulator.iai;

import static io.efface.emulator.iai.IaiParameter.Type.INTEGER;
import static io.efface.emulator.iai.IaiParameter.Type.STRING;
import static io.efface.emulator.iai.IaiParameter.Type.UNSIGNED;
import static io.efface.emulator.iai.IaiParameter.optional;
import static io.efface.emulator.iai.IaiParameter.required;
import static io.efface.emulator.iai.IaiParameter.structures;

import io.efface.emulator.StoredPerson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The actions that create, read and delete a person (cloud.tencent.com/document/api/867, read 2026-11). */
final class IaiPersonActions {
    private static final int MOST_FIELDS = 5;
    private static final int MOST_NAME = 60;

    private IaiPersonActions() {}

    static Map<String, IaiAction> all() {
        return Map.of(
                "DeletePerson",
                IaiAction.of(IaiPersonActions::delete, required("PersonId", STRING)),
                "GetPersonBaseInfo",
                IaiAction.of(IaiPersonActions::read, required("PersonId", STRING)),
                "CreatePerson",
                IaiAction.of(
                        IaiPersonActions::create,
                        required("GroupId", STRING),
                        required("PersonName", STRING),
                        required("PersonId", STRING),
                        optional("Gender", INTEGER),
                        structures(
                                "PersonExDescriptionInfos",
                                false,
                                required("PersonExDescriptionIndex", UNSIGNED),
                                optional("PersonExDescription", STRING)),
                        optional("Image", STRING),
                        optional("Url", STRING),
                        optional("UniquePersonControl", UNSIGNED),
                        optional("QualityControl", UNSIGNED),
                        optional("NeedRotateDetection", UNSIGNED)));
    }

    private static Map<String, ? extends @Nullable Object> delete(IaiRequestContext context) {
        Optional<StoredPerson> person = context.state().people().person(context.personId());
        IaiVariants.MissingPerson missing = context.variants().missingPersonOnDelete();
        if (person.isEmpty() && missing != IaiVariants.MissingPerson.BARE_REQUEST_ID) {
            throw IaiRequestContext.missing(missing);
        }
        person.ifPresent(context.state()::removePerson);
        return Map.of();
    }

    private static Map<String, ? extends @Nullable Object> read(IaiRequestContext context) {
        StoredPerson person = context.person(context.variants().missingPersonOnRead());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("PersonName", person.name());
        fields.put("Gender", context.state().details(person.id()).gender());
        fields.put("FaceIds", person.faceIds());
        return fields;
    }

    private static Map<String, ? extends @Nullable Object> create(IaiRequestContext context) {
        IaiArguments arguments = context.arguments();
        IaiState state = context.state();
        String id = context.personId();
        IaiState.Group group = context.group();
        if (state.people().person(id).isPresent()) {
            throw new IaiErrorException("InvalidParameterValue.PersonIdAlreadyExist");
        }
        String name = arguments.text("PersonName");
        IaiRequestContext.checkRange(
                name.codePointCount(0, name.length()), 1, MOST_NAME, "InvalidParameterValue.PersonNameTooLong");
        IaiRequestContext.checkRange(arguments.whole("Gender", 0), 0, 2, "InvalidParameterValue.PersonGenderIllegal");
        long unique = arguments.whole("UniquePersonControl", 0);
        IaiRequestContext.checkRange(unique, 0, 4, "InvalidParameterValue.UniquePersonControlIllegal");
        IaiFaceActions.checkControls(arguments);
        Map<Long, String> fields = fields(arguments.structures("PersonExDescriptionInfos"));
        IaiImages.Picture picture = picture(arguments);
        if (unique > 0) {
            Optional<StoredPerson> alike = state.members(group.id()).stream()
                    .filter(person -> state.looksLike(person, picture.fingerprint()))
                    .findFirst();
            if (alike.isPresent()) {
                return fields("", null, alike.get().id(), group);
            }
        }
        String faceId = context.newFaceId();
        state.people().put(new StoredPerson(id, List.of(faceId), name, "", List.of(group.id())));
        state.putDetails(
                id, new IaiState.Details(arguments.whole("Gender", 0), context.now(), Map.of(group.id(), fields)));
        state.putImage(faceId, picture.fingerprint());
        return fields(faceId, IaiImages.faceRect(), "", group);
    }

    private static Map<Long, String> fields(List<IaiArguments> infos) {
        if (infos.size() > MOST_FIELDS) {
            throw new IaiErrorException("InvalidParameterValue.PersonExDescriptionInfosExceed");
        }
        Map<Long, String> fields = new LinkedHashMap<>();
        for (IaiArguments info : infos) {
            String text = info.optionalText("PersonExDescription").orElse("");
            if (text.codePointCount(0, text.length()) > MOST_NAME) {
                throw new IaiErrorException("InvalidParameterValue.PersonExDescriptionsNameTooLong");
            }
            if (fields.put(info.whole("PersonExDescriptionIndex", 0), text) != null) {
                throw new IaiErrorException("InvalidParameterValue.PersonExDescriptionsNameIdentical");
            }
        }
        return fields;
    }

    private static IaiImages.Picture picture(IaiArguments arguments) {
        IaiImages.Picture picture = IaiImages.of(
                        arguments.optionalText("Url").filter(url -> !url.isEmpty()).stream()
                                .toList(),
                        arguments.optionalText("Image").stream().toList())
                .get(0);
        if (picture.retCode() == IaiImages.TOO_BIG) {
            throw new IaiErrorException("FailedOperation.ImageSizeExceed");
        }
        if (picture.retCode() != IaiImages.OK) {
            throw new IaiErrorException("FailedOperation.ImageDecodeFailed");
        }
        return picture;
    }

    private static Map<String, @Nullable Object> fields(
            String faceId, @Nullable Object faceRect, String similarPersonId, IaiState.Group group) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("FaceId", faceId);
        fields.put("FaceRect", faceRect);
        fields.put("SimilarPersonId", similarPersonId);
        fields.put("FaceModelVersion", group.modelVersion());
        return fields;
    }

    /** Returns the custom fields of a person in one group, in the order of their index. A missing index is an empty text. */
    static List<String> fieldsOf(IaiState state, StoredPerson person, IaiState.Group group) {
        Map<Long, String> fields = state.details(person.id()).fields().getOrDefault(group.id(), Map.of());
        List<String> texts = new ArrayList<>();
        for (long index = 0; index < group.fields().size(); index++) {
            texts.add(fields.getOrDefault(index, ""));
        }
        return texts;
    }
}
