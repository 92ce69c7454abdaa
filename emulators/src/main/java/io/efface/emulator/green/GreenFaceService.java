package io.efface.emulator.green;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.IdSource;
import io.efface.emulator.JsonText;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.http.QueryText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations of the service on a face library. Thread-safe. */
final class GreenFaceService {

    /**
     * The form of an id according to the page "Add a person": 1 to 32 letters, digits, underscores and hyphens. Only operations that add
     * people or groups check this form, because the pages of deletions state no rule.
     */
    private static final Pattern NEW_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** The maximum number of faces of a person, according to the page "Add a face". */
    private static final int FACES_PER_PERSON = 20;

    private static final int BAD_REQUEST = 400;
    private static final String MISSING_PERSON = "The person is not exist!";
    private static final String LAST_FACE = "The person must keep at least one face!";

    private final IdSource ids;

    GreenFaceService(IdSource ids) {
        this.ids = ids;
    }

    GreenResult perform(
            GreenOperation operation, GreenArguments arguments, FaceLibrary library, GreenVariants variants) {
        return library.exclusively(people -> switch (operation) {
            case DELETE_PERSON -> deletePerson(arguments, people, variants);
            case DELETE_FACES -> deleteFaces(arguments, people, variants);
            case GET_PERSON -> getPerson(arguments, people, variants);
            case ADD_PERSON -> addPerson(arguments, people);
            case ADD_FACES -> addFaces(arguments, people, variants);
            case GET_FACES -> getFaces(arguments, people, variants);
            case GET_PERSONS -> getPersons(arguments, people);
            case GET_GROUPS -> success("groupIds", groups(people));
            case ADD_GROUPS -> changeGroups(arguments, people, true);
            case DELETE_GROUPS -> changeGroups(arguments, people, false);
            case SET_PERSON -> setPerson(arguments, people);
        });
    }

    private static GreenResult deletePerson(GreenArguments arguments, FaceLibrary people, GreenVariants variants) {
        String personId = arguments.id("personId");
        if (personId == null) {
            return GreenResult.error(BAD_REQUEST);
        }
        if (people.remove(personId)) {
            return GreenResult.success(deleted(personId, 1, variants));
        }
        return missing(variants.missingOnDeletePerson(), personId, deleted(personId, 0, variants));
    }

    private static GreenResult deleteFaces(GreenArguments arguments, FaceLibrary people, GreenVariants variants) {
        String personId = arguments.id("personId");
        List<String> faceIds = arguments.ids("faceIds");
        if (personId == null || faceIds == null) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return missing(variants.missingOnDeleteFaces(), personId, facesDeleted(personId, List.of(), variants));
        }
        StoredPerson person = found.get();
        Set<String> owned = Set.copyOf(person.faceIds());
        Set<String> requested = Set.copyOf(faceIds);
        List<String> removed = faceIds.stream().filter(owned::contains).toList();
        List<String> left =
                person.faceIds().stream().filter(id -> !requested.contains(id)).toList();
        if (left.isEmpty() && !removed.isEmpty()) {
            if (variants.lastFace() == GreenVariants.LastFace.REJECTED) {
                return GreenResult.error(BAD_REQUEST, LAST_FACE);
            }
            if (variants.lastFace() == GreenVariants.LastFace.REMOVES_PERSON) {
                people.remove(personId);
                return GreenResult.success(facesDeleted(personId, removed, variants));
            }
        }
        people.put(person.withFaceIds(left));
        return GreenResult.success(facesDeleted(personId, removed, variants));
    }

    private static GreenResult getPerson(GreenArguments arguments, FaceLibrary people, GreenVariants variants) {
        String personId = arguments.id("personId");
        if (personId == null) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return missing(variants.missingOnGetPerson(), personId, Map.of());
        }
        StoredPerson person = found.get();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("personId", personId);
        data.put("name", person.name());
        data.put("groupIds", person.groupIds());
        data.put("faceIds", typed(person.faceIds(), false, variants));
        data.put("note", person.note());
        return GreenResult.success(data);
    }

    private static GreenResult addPerson(GreenArguments arguments, FaceLibrary people) {
        String personId = arguments.id("personId");
        List<String> groupIds = arguments.ids("groupIds");
        if (personId == null || groupIds == null || !areNewIds(List.of(personId)) || !areNewIds(groupIds)) {
            return GreenResult.error(BAD_REQUEST);
        }
        if (people.person(personId).isPresent()) {
            return GreenResult.error(BAD_REQUEST, "The person is exist!");
        }
        people.put(new StoredPerson(
                personId, List.of(), arguments.textOrEmpty("name"), arguments.textOrEmpty("note"), groupIds));
        return inGroups(personId, groupIds);
    }

    private GreenResult addFaces(GreenArguments arguments, FaceLibrary people, GreenVariants variants) {
        String personId = arguments.id("personId");
        List<String> urls = arguments.ids("urls");
        if (personId == null || urls == null) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return GreenResult.error(BAD_REQUEST, MISSING_PERSON);
        }
        StoredPerson person = found.get();
        List<String> faceIds = new ArrayList<>(person.faceIds());
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (String url : urls) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            boolean isReadable = url.startsWith("http://") || url.startsWith("https://") || url.startsWith("oss://");
            boolean hasRoom = faceIds.size() < FACES_PER_PERSON;
            item.put("success", isReadable && hasRoom);
            if (isReadable && hasRoom) {
                String faceId = ids.faceId();
                faceIds.add(faceId);
                item.put("faceId", typed(faceId, true, variants));
            } else {
                item.put("errorMsg", hasRoom ? "The url is invalid!" : "The person has too many faces!");
            }
            items.add(item);
        }
        people.put(person.withFaceIds(faceIds));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("personId", personId);
        data.put("groupIds", person.groupIds());
        data.put("faceImageItems", items);
        return GreenResult.success(data);
    }

    private static GreenResult getFaces(GreenArguments arguments, FaceLibrary people, GreenVariants variants) {
        String personId = arguments.id("personId");
        List<String> requested = arguments.ids("faceIds");
        if (personId == null || (requested == null && arguments.has("faceIds"))) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return missing(variants.missingOnGetPerson(), personId, Map.of());
        }
        List<String> all = found.get().faceIds();
        Set<String> owned = Set.copyOf(all);
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (String faceId : requested == null ? all : requested) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            item.put("success", owned.contains(faceId));
            item.put("faceId", typed(faceId, true, variants));
            if (owned.contains(faceId)) {
                item.put("url", "https://green-emulator.invalid/face/" + QueryText.encode(faceId) + ".jpg");
            }
            items.add(item);
        }
        return success("faceImageItems", items);
    }

    private static GreenResult getPersons(GreenArguments arguments, FaceLibrary people) {
        String groupId = arguments.id("groupId");
        int page = arguments.count("currentPage", 1);
        int size = arguments.count("pageSize", 20);
        if (groupId == null || page < 1 || size < 1 || size > 100) {
            return GreenResult.error(BAD_REQUEST);
        }
        List<String> members = people.snapshot().stream()
                .filter(p -> p.groupIds().contains(groupId))
                .map(StoredPerson::id)
                .toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(
                "personIds",
                members.stream().skip((page - 1L) * size).limit(size).toList());
        data.put("currentPage", page);
        data.put("pageSize", size);
        data.put("totalCount", members.size());
        return GreenResult.success(data);
    }

    private static GreenResult changeGroups(GreenArguments arguments, FaceLibrary people, boolean add) {
        String personId = arguments.id("personId");
        List<String> groupIds = arguments.ids("groupIds");
        if (personId == null || groupIds == null || (add && !areNewIds(groupIds))) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return GreenResult.error(BAD_REQUEST, MISSING_PERSON);
        }
        List<String> groups = new ArrayList<>(found.get().groupIds());
        groups.removeAll(groupIds);
        if (add) {
            groups.addAll(groupIds);
        }
        people.put(found.get().withGroupIds(groups));
        return inGroups(personId, groups);
    }

    private static GreenResult setPerson(GreenArguments arguments, FaceLibrary people) {
        String personId = arguments.id("personId");
        if (personId == null) {
            return GreenResult.error(BAD_REQUEST);
        }
        Optional<StoredPerson> found = people.person(personId);
        if (found.isEmpty()) {
            return GreenResult.error(BAD_REQUEST, MISSING_PERSON);
        }
        StoredPerson person = found.get();
        people.put(person.withNameAndNote(
                arguments.has("name") ? arguments.textOrEmpty("name") : person.name(),
                arguments.has("note") ? arguments.textOrEmpty("note") : person.note()));
        return success("personId", personId);
    }

    private static GreenResult missing(
            GreenVariants.MissingPerson how, String personId, Map<String, @Nullable Object> nothingDeleted) {
        return switch (how) {
            case OUTER_400_TEXT -> GreenResult.error(400, MISSING_PERSON);
            case OUTER_500_TEXT -> GreenResult.error(500, MISSING_PERSON);
            case INNER_404 -> GreenResult.inner(404, only("personId", personId));
            case INNER_400 -> GreenResult.inner(400, only("personId", personId));
            case COUNT_ZERO -> GreenResult.success(nothingDeleted);
        };
    }

    private static Map<String, @Nullable Object> deleted(String personId, int count, GreenVariants variants) {
        Map<String, @Nullable Object> data = only("personId", personId);
        if (variants.successFields() == GreenVariants.SuccessFields.FULL) {
            data.put("deleteCount", count);
        }
        return data;
    }

    private static Map<String, @Nullable Object> facesDeleted(
            String personId, List<String> removed, GreenVariants variants) {
        Map<String, @Nullable Object> data = only("personId", personId);
        if (!removed.isEmpty() || variants.noFaceDeleted() == GreenVariants.NoFaceDeleted.EMPTY_LIST) {
            data.put("faceIds", typed(removed, false, variants));
        } else if (variants.noFaceDeleted() == GreenVariants.NoFaceDeleted.NULL_LIST) {
            data.put("faceIds", null);
        }
        if (variants.successFields() == GreenVariants.SuccessFields.FULL) {
            data.put("deleteCount", removed.size());
        }
        return data;
    }

    private static List<Object> typed(List<String> faceIds, boolean documentedAsNumber, GreenVariants variants) {
        return faceIds.stream()
                .map(id -> typed(id, documentedAsNumber, variants))
                .toList();
    }

    private static Object typed(String faceId, boolean documentedAsNumber, GreenVariants variants) {
        boolean number = switch (variants.faceIds()) {
            case AS_DOCUMENTED -> documentedAsNumber;
            case ALL_TEXT -> false;
            case ALL_NUMBERS -> true;
        };
        return number && faceId.matches("0|[1-9][0-9]*") ? new JsonText.JsonNumber(faceId) : faceId;
    }

    private static List<String> groups(FaceLibrary people) {
        return people.snapshot().stream()
                .flatMap(p -> p.groupIds().stream())
                .distinct()
                .toList();
    }

    private static GreenResult inGroups(String personId, List<String> groupIds) {
        Map<String, @Nullable Object> data = only("personId", personId);
        data.put("groupIds", List.copyOf(groupIds));
        return GreenResult.success(data);
    }

    private static GreenResult success(String field, Object value) {
        return GreenResult.success(only(field, value));
    }

    private static Map<String, @Nullable Object> only(String field, Object value) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(field, value);
        return data;
    }

    private static boolean areNewIds(List<String> texts) {
        return texts.stream().allMatch(text -> NEW_ID.matcher(text).matches());
    }
}
