package io.efface.cli;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores people in memory, and fails for people that the test chooses. */
class FakeRepository implements ProviderRepository {
    final Map<String, Set<FaceId>> people = new LinkedHashMap<>();
    final Map<String, RuntimeException> failures = new HashMap<>();
    final Map<String, FaceResult> faceResults = new HashMap<>();
    final List<String> sent = new ArrayList<>();
    boolean lastCallMayPromote;
    Set<FaceId> lastDetachedFaces = Set.of();
    Set<FaceId> detaching = Set.of();
    IdRule idRule = IdRule.ANYTHING;
    boolean closed;

    FakeRepository holding(String person, String... faces) {
        Set<FaceId> ids = new LinkedHashSet<>();
        for (String face : faces) {
            ids.add(FaceId.of(face));
        }
        people.put(person, ids);
        return this;
    }

    FakeRepository failing(String person, RuntimeException failure) {
        failures.put(person, failure);
        return this;
    }

    FakeRepository result(String face, FaceResult result) {
        faceResults.put(face, result);
        return this;
    }

    /** Makes deletions of faces detach these faces. */
    FakeRepository detaching(String... faces) {
        detaching = Stream.of(faces).map(FaceId::of).collect(Collectors.toSet());
        return this;
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        receive(person, call);
        boolean wasPresent = people.remove(person.value()) != null;
        return Step.done(DeletePersonResult.of(
                person,
                wasPresent ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT,
                Evidence.CONFIRMED,
                CallTrace.ofRequest("request-" + sent.size())));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        lastCallMayPromote = ((LayerCall) call).deletesPersonForAllFaces();
        receive(person, call);
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            FaceResult defaultResult =
                    people.getOrDefault(person.value(), Set.of()).contains(face)
                            ? FaceResult.deleted(Evidence.CONFIRMED)
                            : FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            results.put(face, faceResults.getOrDefault(face.value(), defaultResult));
        }
        return Step.done(DeleteFacesResult.of(
                person, results, CallTrace.ofRequest("request-" + sent.size()).withDetachedFaces(detaching)));
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        receive(person, call);
        Optional<Person> found =
                Optional.ofNullable(people.get(person.value())).map(faces -> new Person(person, faces));
        return Step.done(new FindPersonResult(found, Instant.EPOCH, CallTrace.ofRequest("request-" + sent.size())));
    }

    private void receive(PersonId person, CallContext call) {
        lastDetachedFaces = call.detachedFaces();
        sent.add(person.value());
        RuntimeException failure = failures.get(person.value());
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder("fake")
                .idRule(idRule)
                .facesPerCall(100)
                .lastFace(LastFaceRule.deletable("this test"))
                .reportsAbsentPersons(Claim.yes("this test"))
                .listsDeletedFaces(Claim.yes("this test"))
                .readBack(ReadBack.DOCUMENTED)
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }
}
