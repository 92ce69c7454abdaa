package io.efface.emulator.green;

import java.util.Arrays;
import java.util.Optional;

/**
 * The operations of Green's face library, version 2018-05-09 ("API Reference (Content Scan)", 2026-09), with their path and their limit of
 * calls per second and account. "AddGroups" adds a person to groups, and "DeleteGroups" removes a person from groups.
 */
enum GreenOperation {
    DELETE_PERSON("DeletePerson", "/green/sface/person/delete", 20),
    DELETE_FACES("DeleteFaces", "/green/sface/face/delete", 20),
    ADD_PERSON("AddPerson", "/green/sface/person/add", 20),
    /** The page of this operation states no limit. */
    ADD_FACES("AddFaces", "/green/sface/face/add", Integer.MAX_VALUE),
    GET_PERSON("GetPerson", "/green/sface/person", 20),
    GET_FACES("GetFaces", "/green/sface/faces", 20),
    GET_PERSONS("GetPersons", "/green/sface/group/persons", 20),
    GET_GROUPS("GetGroups", "/green/sface/groups", 20),
    ADD_GROUPS("AddGroups", "/green/sface/person/groups/add", 10),
    DELETE_GROUPS("DeleteGroups", "/green/sface/person/groups/delete", 10),
    SET_PERSON("SetPerson", "/green/sface/person/update", 20);

    private final String action;
    private final String path;
    private final int perSecond;

    GreenOperation(String action, String path, int perSecond) {
        this.action = action;
        this.path = path;
        this.perSecond = perSecond;
    }

    String action() {
        return action;
    }

    String path() {
        return path;
    }

    int perSecond() {
        return perSecond;
    }

    static Optional<GreenOperation> at(String path) {
        return Arrays.stream(values()).filter(o -> o.path.equals(path)).findFirst();
    }
}
