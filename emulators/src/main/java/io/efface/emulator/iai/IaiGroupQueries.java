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

    static Map<String, ? extends @Nullable Object> persons(IaiRequestContext turn) {
        IaiState state = turn.state();
        IaiState.Group group = turn.group();
        List<StoredPerson> members = state.members(group.id());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "PersonInfos",
                members.stream()
                        .skip(turn.offset(members.size()))
                        .limit(turn.limit(MOST))
                        .map(person -> info(state, person, group))
                        .toList());
        answer.put("PersonNum", members.size());
        answer.put("FaceNum", faces(members));
        answer.put("FaceModelVersion", group.modelVersion());
        return answer;
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

    static Map<String, ? extends @Nullable Object> personNumber(IaiRequestContext turn) {
        List<StoredPerson> members = turn.state().members(turn.group().id());
        return Map.of("PersonNum", members.size(), "FaceNum", faces(members));
    }

    private static int faces(List<StoredPerson> people) {
        return people.stream().mapToInt(person -> person.faceIds().size()).sum();
    }

    static Map<String, ? extends @Nullable Object> groupsOfPerson(IaiRequestContext turn) {
        StoredPerson person = turn.person(turn.variants().missingPersonOnRead());
        List<IaiState.Group> groups =
                person.groupIds().stream().map(turn::group).toList();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "PersonGroupInfos",
                groups.stream()
                        .skip(turn.offset(groups.size()))
                        .limit(turn.limit(MOST_GROUPS_OF_PERSON))
                        .map(group -> Map.of(
                                "GroupId",
                                group.id(),
                                "PersonExDescriptions",
                                IaiPersonActions.fieldsOf(turn.state(), person, group)))
                        .toList());
        answer.put("GroupNum", groups.size());
        answer.put(
                "FaceModelVersion",
                groups.stream().map(IaiState.Group::modelVersion).findFirst().orElse(null));
        return answer;
    }

    static Map<String, ? extends @Nullable Object> groups(IaiRequestContext turn) {
        List<IaiState.Group> groups = turn.state().groups();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "GroupInfos",
                groups.stream()
                        .skip(turn.offset(groups.size()))
                        .limit(turn.limit(MOST))
                        .map(group -> {
                            Map<String, Object> info = describe(group);
                            info.put("UpdateTimestamp", group.createdAt());
                            return info;
                        })
                        .toList());
        answer.put("GroupNum", groups.size());
        return answer;
    }

    static Map<String, ? extends @Nullable Object> group(IaiRequestContext turn) {
        return describe(turn.group());
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
