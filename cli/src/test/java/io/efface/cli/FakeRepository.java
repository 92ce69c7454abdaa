package io.efface.cli;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.IdRule;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds people, and fails for those it is told to. */
class FakeRepository implements FaceRepository {
    final Map<String, Set<FaceId>> people = new LinkedHashMap<>();
    final Map<String, RuntimeException> failures = new HashMap<>();
    final Map<String, FaceResult> fates = new HashMap<>();
    final List<String> sent = new ArrayList<>();
    boolean lastCallMayPromote;
    IdRule idRule = IdRule.ANYTHING;
    boolean closed;

    FakeRepository holding(String person, String... faces) {
        Set<FaceId> ids = new LinkedHashSet<>();
        for (String face : faces) {
            ids.add(new FaceId(face));
        }
        people.put(person, ids);
        return this;
    }

    FakeRepository failing(String person, RuntimeException failure) {
        failures.put(person, failure);
        return this;
    }

    FakeRepository fate(String face, FaceResult fate) {
        fates.put(face, fate);
        return this;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        receive(person);
        boolean was = people.remove(person.value()) != null;
        return DeletePersonResult.of(
                person,
                was ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT,
                Evidence.CONFIRMED,
                CallTrace.ofRequest("request-" + sent.size()));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        lastCallMayPromote = options.deletesPersonForAllFaces();
        receive(person);
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            FaceResult usual = people.getOrDefault(person.value(), Set.of()).contains(face)
                    ? FaceResult.deleted(Evidence.CONFIRMED)
                    : FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            results.put(face, fates.getOrDefault(face.value(), usual));
        }
        return DeleteFacesResult.of(person, results, CallTrace.ofRequest("request-" + sent.size()));
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        receive(person);
        options.readTrace().ifPresent(trace -> trace.answered("request-" + sent.size()));
        return Optional.ofNullable(people.get(person.value())).map(faces -> new Person(person, faces));
    }

    private void receive(PersonId person) {
        sent.add(person.value());
        RuntimeException failure = failures.get(person.value());
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                "fake",
                idRule,
                100,
                Claim.no("this test"),
                Claim.yes("this test"),
                Claim.yes("this test"),
                ReadBack.DOCUMENTED,
                List.of());
    }

    @Override
    public void close() {
        closed = true;
    }
}
