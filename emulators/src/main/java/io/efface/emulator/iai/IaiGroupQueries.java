package io.efface.emulator.iai;

import io.efface.emulator.StoredPerson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actions that list groups and their members. Pages are defined by an offset, so a deletion between two calls shifts the later pages.
 */
final class IaiGroupQueries {
    private static final int MOST = 1000;
    private static final int MOST_GROUPS_OF_PERSON = 100;

    private IaiGroupQueries() {}

    static Map<String, ? extends @Nullable Object> persons(IaiRequestContext context) {
        IaiState state = context.state();
        IaiState.Group group = context.group();
        List<StoredPerson> members = state.members(group.id());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "PersonInfos",
                members.stream()
                        .skip(context.offset(members.size()))
                        .limit(context.limit(MOST))
                        .map(person -> info(state, person, group))
                        .toList());
        fields.put("PersonNum", members.size());
        fields.put("FaceNum", faces(members));
        fields.put("FaceModelVersion", group.modelVersion());
        return fields;
    }

    private static Map<String, Object> info(IaiState state, StoredPerson person, IaiState.Group group) {
        IaiState.Details details = state.details(person.id());
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("PersonName", person.name());
        info.put("PersonId", person.id());
        info.put("Gender", details.gender());
        info.put("PersonExDescriptions", IaiPersonActions.fieldsOf(state, person, group));
        info.put("FaceIds", person.faceIds());
        info.put("CreationTimestamp", details.createdAt());
        return info;
    }

    static Map<String, ? extends @Nullable Object> personNumber(IaiRequestContext context) {
        List<StoredPerson> members = context.state().members(context.group().id());
        return Map.of("PersonNum", members.size(), "FaceNum", faces(members));
    }

    private static int faces(List<StoredPerson> people) {
        return people.stream().mapToInt(person -> person.faceIds().size()).sum();
    }

    static Map<String, ? extends @Nullable Object> groupsOfPerson(IaiRequestContext context) {
        StoredPerson person = context.person(context.variants().missingPersonOnRead());
        List<IaiState.Group> groups =
                person.groupIds().stream().map(context::group).toList();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
                "PersonGroupInfos",
                groups.stream()
                        .skip(context.offset(groups.size()))
                        .limit(context.limit(MOST_GROUPS_OF_PERSON))
                        .map(group -> Map.of(
                                "GroupId",
                                group.id(),
                                "PersonExDescriptions",
                                IaiPersonActions.fieldsOf(context.state(), person, group)))
                        .toList());
        fields.put("GroupNum", groups.size());
        fields.put(
                "FaceModelVersion",
                groups.stream().map(IaiState.Group::modelVersion).findFirst().orElse(null));
        return fields;
    }

    static Map<String, ? extends @Nullable Object> groups(IaiRequestContext context) {
        List<IaiState.Group> groups = context.state().groups();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "GroupInfos",
                groups.stream()
                        .skip(context.offset(groups.size()))
                        .limit(context.limit(MOST))
                        .map(group -> {
                            Map<String, Object> info = describe(group);
                            info.put("UpdateTimestamp", group.createdAt());
                            return info;
                        })
                        .toList());
        fields.put("GroupNum", groups.size());
        return fields;
    }

    static Map<String, ? extends @Nullable Object> group(IaiRequestContext context) {
        return describe(context.group());
    }

    private static Map<String, Object> describe(IaiState.Group group) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("GroupName", group.name());
        info.put("GroupId", group.id());
        info.put("GroupExDescriptions", group.fields());
        info.put("Tag", group.tag());
        info.put("FaceModelVersion", group.modelVersion());
        info.put("CreationTimestamp", group.createdAt());
        return info;
    }
}
