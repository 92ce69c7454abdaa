package io.efface.emulator.iai;

import static io.efface.emulator.iai.IaiParameter.Type.STRING;
import static io.efface.emulator.iai.IaiParameter.Type.STRINGS;
import static io.efface.emulator.iai.IaiParameter.Type.UNSIGNED;
import static io.efface.emulator.iai.IaiParameter.optional;
import static io.efface.emulator.iai.IaiParameter.required;

import io.efface.emulator.StoredPerson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The actions that change groups and their members (cloud.tencent.com/document/api/867/45015, 867/45012). */
final class IaiGroupActions {
    private static final int MOST_GROUPS_PER_PERSON = 100;
    private static final int MOST_FIELDS = 5;
    private static final int MOST_FIELD_NAME = 30;
    private static final int MOST_NAME = 60;
    private static final int MOST_TAG = 40;

    private IaiGroupActions() {}

    static Map<String, IaiAction> all() {
        return Map.of(
                "CreateGroup",
                IaiAction.of(
                        IaiGroupActions::create,
                        required("GroupName", STRING),
                        required("GroupId", STRING),
                        optional("GroupExDescriptions", STRINGS),
                        optional("Tag", STRING),
                        optional("FaceModelVersion", STRING)),
                "DeleteGroup",
                IaiAction.of(IaiGroupActions::delete, required("GroupId", STRING)),
                "DeletePersonFromGroup",
                IaiAction.of(IaiGroupActions::deletePerson, required("PersonId", STRING), required("GroupId", STRING)),
                "CopyPerson",
                IaiAction.of(IaiGroupActions::copyPerson, required("PersonId", STRING), required("GroupIds", STRINGS)),
                "GetPersonList",
                IaiAction.of(
                        IaiGroupQueries::persons,
                        required("GroupId", STRING),
                        optional("Offset", UNSIGNED),
                        optional("Limit", UNSIGNED)),
                "GetPersonListNum",
                IaiAction.of(IaiGroupQueries::personNumber, required("GroupId", STRING)),
                "GetPersonGroupInfo",
                IaiAction.of(
                        IaiGroupQueries::groupsOfPerson,
                        required("PersonId", STRING),
                        optional("Offset", UNSIGNED),
                        optional("Limit", UNSIGNED)),
                "GetGroupList",
                IaiAction.of(IaiGroupQueries::groups, optional("Offset", UNSIGNED), optional("Limit", UNSIGNED)),
                "GetGroupInfo",
                IaiAction.of(IaiGroupQueries::group, required("GroupId", STRING)));
    }

    private static Map<String, ? extends @Nullable Object> create(IaiRequestContext context) {
        IaiArguments arguments = context.arguments();
        String id = context.groupId();
        String name = arguments.text("GroupName");
        atMost(name, MOST_NAME, "InvalidParameterValue.GroupNameTooLong");
        String tag = arguments.optionalText("Tag").orElse("");
        atMost(tag, MOST_TAG, "InvalidParameterValue.GroupTagTooLong");
        List<String> fields = arguments.texts("GroupExDescriptions");
        if (fields.size() > MOST_FIELDS) {
            throw new IaiErrorException("InvalidParameterValue.GroupExDescriptionsExceed");
        }
        fields.forEach(field -> atMost(field, MOST_FIELD_NAME, "InvalidParameterValue.GroupExDescriptionsNameTooLong"));
        if (Set.copyOf(fields).size() < fields.size()) {
            throw new IaiErrorException("InvalidParameterValue.GroupExDescriptionsNameIdentical");
        }
        String model = arguments
                .optionalText("FaceModelVersion")
                .filter(version -> !version.isEmpty())
                .orElse("3.0");
        if (!model.equals("2.0") && !model.equals("3.0")) {
            throw new IaiErrorException("InvalidParameterValue.FaceModelVersionIllegal");
        }
        List<IaiState.Group> groups = context.state().groups();
        if (groups.stream().anyMatch(group -> group.id().equals(id))) {
            throw new IaiErrorException("InvalidParameterValue.GroupIdAlreadyExist");
        }
        if (groups.stream().anyMatch(group -> group.name().equals(name))) {
            throw new IaiErrorException("InvalidParameterValue.GroupNameAlreadyExist");
        }
        context.state().putGroup(new IaiState.Group(id, name, tag, fields, model, context.now()));
        return Map.of("FaceModelVersion", model);
    }

    private static void atMost(String text, int most, String code) {
        IaiRequestContext.checkRange(text.codePointCount(0, text.length()), 0, most, code);
    }

    private static Map<String, ? extends @Nullable Object> delete(IaiRequestContext context) {
        IaiState.Group group = context.group();
        context.state().members(group.id()).forEach(person -> leave(context.state(), person, group.id()));
        context.state().removeGroup(group.id());
        return Map.of();
    }

    private static Map<String, ? extends @Nullable Object> deletePerson(IaiRequestContext context) {
        StoredPerson person = context.person(context.variants().missingPersonOnRead());
        IaiState.Group group = context.group();
        if (!person.groupIds().contains(group.id())) {
            throw new IaiErrorException("FailedOperation.GroupPersonMapNotExist");
        }
        leave(context.state(), person, group.id());
        return Map.of();
    }

    /** Removes a person from a group. A person without another group is deleted with all faces. */
    private static void leave(IaiState state, StoredPerson person, String groupId) {
        List<String> left =
                person.groupIds().stream().filter(id -> !id.equals(groupId)).toList();
        if (left.isEmpty()) {
            state.removePerson(person);
            return;
        }
        state.people().put(person.withGroupIds(left));
        IaiState.Details details = state.details(person.id());
        Map<String, Map<Long, String>> fields = new LinkedHashMap<>(details.fields());
        fields.remove(groupId);
        state.putDetails(person.id(), new IaiState.Details(details.gender(), details.createdAt(), fields));
    }

    private static Map<String, ? extends @Nullable Object> copyPerson(IaiRequestContext context) {
        StoredPerson person = context.person(context.variants().missingPersonOnRead());
        Set<String> targets = new LinkedHashSet<>(context.arguments().texts("GroupIds"));
        List<IaiState.Group> groups = targets.stream().map(context::group).toList();
        List<String> models = person.groupIds().stream()
                .map(context::group)
                .map(IaiState.Group::modelVersion)
                .toList();
        if (models.contains("2.0")
                && groups.stream().anyMatch(group -> !group.modelVersion().equals("2.0"))) {
            throw new IaiErrorException("FailedOperation.AcrossVersionsError");
        }
        List<String> added = new ArrayList<>();
        for (IaiState.Group group : groups) {
            if (!person.groupIds().contains(group.id())) {
                // In the vendor's example, the order of the groups in the response differs from the order in the
                // request.
                added.add(0, group.id());
            }
        }
        if (added.isEmpty()) {
            throw new IaiErrorException("FailedOperation.GroupPersonMapExist");
        }
        List<String> all = new ArrayList<>(person.groupIds());
        all.addAll(added);
        if (all.size() > MOST_GROUPS_PER_PERSON) {
            throw new IaiErrorException("InvalidParameterValue.GroupNumPerPersonExceed");
        }
        context.state().people().put(person.withGroupIds(all));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("SucGroupNum", added.size());
        fields.put("SucGroupIds", added);
        return fields;
    }
}
