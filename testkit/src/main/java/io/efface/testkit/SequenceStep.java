package io.efface.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence. The faces of person 0 have the numbers from 0 to 4, and the faces of person 1 have the numbers from 5 to
 * 9. Immutable; {@code toString} describes the step in one line.
 *
 * @param person the number of the person
 * @param faces the numbers of the faces that the step adds or deletes, in the order of the call; empty for a step of another kind
 * @param fault the fault of one request of the call, or null
 * @param earlierRequests the number of requests without a fault before the request with the fault
 */
record SequenceStep(
        Action action,
        int person,
        List<Integer> faces,
        @Nullable ContractFault fault,
        int earlierRequests) {
    /** The number of people in a sequence. */
    static final int PEOPLE = 2;

    private static final int FACES_PER_PERSON = 5;
    private static final List<ContractFault> FAULTS = List.of(ContractFault.values()).stream()
            .filter(ContractFault::failsByItself)
            .toList();

    /** The actions of random steps. An action that occurs twice is twice as frequent. */
    private static final List<Action> ACTIONS = List.of(
            Action.PUT,
            Action.PUT,
            Action.DELETE_PERSON,
            Action.DELETE_PERSON,
            Action.DELETE_FACES,
            Action.DELETE_FACES,
            Action.FIND);

    /** The number of faces in a sequence. */
    static final int FACES = PEOPLE * FACES_PER_PERSON;

    /** The actions of a step. */
    enum Action {
        /** The vendor stores the person with exactly these faces. */
        PUT("put"),
        DELETE_PERSON("delete"),
        DELETE_FACES("delete faces of"),
        FIND("find");

        private final String verb;

        Action(String verb) {
            this.verb = verb;
        }
    }

    SequenceStep {
        faces = List.copyOf(faces);
    }

    /** Returns a step that adds person 0. */
    static SequenceStep first(Random random) {
        return put(0, random);
    }

    private static SequenceStep put(int person, Random random) {
        List<Integer> faces = random.nextInt(8) == 0 ? List.of() : faces(person, FACES_PER_PERSON, random);
        return new SequenceStep(Action.PUT, person, faces, null, 0);
    }

    /**
     * Returns a random step.
     *
     * @param mostFaces the largest number of faces that a call deletes
     * @param mostRequests the largest number of requests of a call. The fault is for one of them
     */
    static SequenceStep random(Random random, int mostFaces, int mostRequests) {
        Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        int person = random.nextInt(3) == 0 ? 1 : 0;
        if (action == Action.PUT) {
            return put(person, random);
        }
        List<Integer> faces = action == Action.DELETE_FACES ? requested(person, mostFaces, random) : List.of();
        if (random.nextBoolean()) {
            return new SequenceStep(action, person, faces, null, 0);
        }
        ContractFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        return new SequenceStep(action, person, faces, fault, random.nextInt(mostRequests));
    }

    /** Returns faces of the person. In one of four cases on average, some of the faces may belong to the other person. */
    private static List<Integer> requested(int person, int mostFaces, Random random) {
        boolean isOfBoth = random.nextInt(4) == 0;
        List<Integer> faces = isOfBoth ? faces(0, FACES, random) : faces(person, FACES_PER_PERSON, random);
        return faces.stream().limit(mostFaces).toList();
    }

    /**
     * Returns some faces in random order, at least one. They are chosen from {@code range} faces with consecutive numbers. The first face
     * of the person has the lowest of these numbers.
     */
    private static List<Integer> faces(int person, int range, Random random) {
        int first = person * FACES_PER_PERSON;
        List<Integer> all =
                IntStream.range(first, first + range).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, random);
        return all.subList(0, 1 + random.nextInt(range));
    }

    /** Returns this step without its fault. */
    SequenceStep withoutFault() {
        return new SequenceStep(action, person, faces, null, 0);
    }

    @Override
    public String toString() {
        String withFaces = switch (action) {
            case PUT -> " with the faces " + faces;
            case DELETE_FACES -> ": " + faces;
            case DELETE_PERSON, FIND -> "";
        };
        String failure = fault == null ? "" : ", request " + (earlierRequests + 1) + " fails with " + fault;
        return action.verb + " person " + person + withFaces + failure;
    }
}
