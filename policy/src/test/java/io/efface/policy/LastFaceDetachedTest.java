package io.efface.policy;

import static io.efface.policy.FakeVendor.ALICE;
import static io.efface.policy.FakeVendor.faces;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests which face is the last face of a person if earlier deletions detached other faces of the person. */
class LastFaceDetachedTest {
    private static final LayerCall PERSON_FOR_ALL_FACES =
            LayerCall.starting(CallOptions.defaults().deletingPersonForAllFaces(), Clock.systemUTC());

    private final FakeVendor vendor = new FakeVendor();
    private final ManualTime clock = new ManualTime();

    private LastFaceLayer layer(LastFaceMode rule) {
        vendor.clock = clock;
        return new LastFaceLayer(new ChunkingLayer(vendor.account(), clock), rule, clock);
    }

    private FaceException failure(LastFaceMode rule, Set<FaceId> faces, LayerCall options) {
        return catchThrowableOfType(FaceException.class, () -> layer(rule).deleteFaces(ALICE, faces, options));
    }

    @Test
    void refuse_otherFaceIsDetached_rejectsTheDeletionOfTheLastFace() {
        vendor.with(ALICE, faces("a"));
        vendor.facesWithoutPerson.addAll(faces("b"));

        FaceException e = failure(LastFaceMode.REFUSE, faces("a"), afterDetaching("b"));

        assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @Test
    void refuse_vendorStillListsTheDetachedFace_rejectsTheDeletionOfTheLastFace() {
        vendor.with(ALICE, faces("a", "b"));

        FaceException e = failure(LastFaceMode.REFUSE, faces("a"), afterDetaching("b"));

        assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("a", "b"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_onlyDetachedFacesAreLeft_deletesThem(LastFaceMode rule) {
        vendor.with(ALICE, Set.of());
        vendor.facesWithoutPerson.addAll(faces("a"));

        layer(rule).deleteFaces(ALICE, faces("a"), afterDetaching("a"));

        assertThat(vendor.calls.get(2).faces()).isEqualTo(faces("a"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_detachedFaceIsStillTheOnlyListedFace_isNotDeleted(LastFaceMode rule) {
        vendor.with(ALICE, faces("a"));

        if (rule == LastFaceMode.REFUSE) {
            failure(rule, faces("a"), afterDetaching("a"));
        } else {
            assertThat(layer(rule)
                            .deleteFaces(ALICE, faces("a"), afterDetaching("a"))
                            .facesWith(FaceOutcome.RETAINED))
                    .isEqualTo(faces("a"));
        }

        assertThat(vendor.operations()).doesNotContain(Operation.DELETE_FACES);
    }

    @Test
    void keepOne_smallestFaceIsDetached_keepsAnotherFace() {
        vendor.with(ALICE, faces("b", "c"));
        vendor.facesWithoutPerson.addAll(faces("a"));

        DeleteFacesResult result =
                layer(LastFaceMode.KEEP_ONE).deleteFaces(ALICE, faces("a", "b", "c"), afterDetaching("a"));

        assertThat(result.facesWith(FaceOutcome.RETAINED)).isEqualTo(faces("b"));
        assertThat(vendor.calls.get(1).faces()).isEqualTo(faces("a", "c"));
    }

    @Test
    void personForAllFaces_otherFaceIsDetached_deletesThePerson() {
        vendor.with(ALICE, faces("a"));
        vendor.facesWithoutPerson.addAll(faces("b"));

        DeleteFacesResult result = layer(LastFaceMode.REFUSE)
                .deleteFaces(ALICE, faces("a"), PERSON_FOR_ALL_FACES.withMoreDetachedFaces(faces("b")));

        assertThat(result.personDeleted()).isTrue();
    }

    @Test
    void personForAllFaces_allFacesAreDetached_deletesThePerson() {
        vendor.with(ALICE, Set.of());
        vendor.facesWithoutPerson.addAll(faces("a"));

        DeleteFacesResult result = layer(LastFaceMode.REFUSE)
                .deleteFaces(ALICE, faces("a"), PERSON_FOR_ALL_FACES.withMoreDetachedFaces(faces("a")));

        assertThat(result.personDeleted()).isTrue();
        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("a"));
    }

    private static LayerCall afterDetaching(String... faces) {
        return LayerCall.plain().withMoreDetachedFaces(faces(faces));
    }
}
