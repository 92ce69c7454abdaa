package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static io.efface.policy.ScriptedRepository.F1;
import static io.efface.policy.ScriptedRepository.F2;
import static io.efface.policy.ScriptedRepository.facesResult;
import static io.efface.policy.ScriptedRepository.failing;
import static io.efface.policy.ScriptedRepository.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallTrace;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonOutcome;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventBuilder;

class CallLogLayerTest {
    private static final LayerCall OPTIONS = LayerCall.plain().withCallId("c1");

    private final ScriptedRepository vendor = new ScriptedRepository();
    private final Lines log = new Lines(Level.DEBUG);
    private final CallLogLayer layer = new CallLogLayer(vendor.account(), "acc", log);

    @Test
    void calls_successful_writeOneDebugLineEach() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED)
                .withTrace(new CallTrace(List.of("r-1", "not a token: alice"), 2, Duration.ofMillis(30), null)));
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unconfirmed()));
        vendor.reads.add(() -> Optional.of(new Person(ALICE, Set.of(F1))));

        assertThat(layer.deletePerson(ALICE, OPTIONS)).isNotNull();
        assertThat(layer.deleteFaces(ALICE, Set.of(F1, F2), OPTIONS)).isNotNull();
        assertThat(layer.findPerson(ALICE, LayerCall.plain()).isPresent()).isTrue();

        assertThat(log.lines)
                .containsExactly(
                        "DEBUG account acc (scripted), call c1: deletePerson of " + ALICE
                                + ": deleted, faces {}, evidence"
                                + " CONFIRMED, attempts 2, waited 30 ms, requests [r-1], read-back no error",
                        "DEBUG account acc (scripted), call c1: deleteFaces of " + ALICE + ": incomplete, faces"
                                + " {DELETED=1, UNCONFIRMED=1}, evidence CONFIRMED, attempts 1, waited 0 ms, requests [r],"
                                + " read-back no error",
                        "DEBUG account acc (scripted), call -: findPerson of " + ALICE
                                + ": present, attempts 1, waited 0 ms, requests [r]");
    }

    @Test
    void calls_withUnknownEffectOrPersonStillPresent_writeWarnings() {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.STILL_PRESENT)
                .origin(Origin.VENDOR)
                .attempts(1)
                .build()));
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.TIMEOUT)
                .origin(Origin.NETWORK)
                .effect(Effect.UNKNOWN)
                .requestId("r-9")
                .attempts(3)
                .build()));
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unknown()));

        assertThatThrownBy(() -> layer.deletePerson(ALICE, OPTIONS)).isInstanceOf(FaceException.class);
        assertThatThrownBy(() -> layer.deletePerson(ALICE, OPTIONS)).isInstanceOf(FaceException.class);
        assertThat(layer.deleteFaces(ALICE, Set.of(F1, F2), OPTIONS)).isNotNull();

        assertThat(log.lines).hasSize(3).allMatch(line -> line.startsWith("WARN account acc"));
        assertThat(log.lines.get(0)).contains("failed with STILL_PRESENT, effect NONE");
        assertThat(log.lines.get(1)).contains("failed with TIMEOUT, effect UNKNOWN", "attempts 3", "request r-9");
        // The check compares whole words, because the hash of a person may contain the letters of a short id.
        assertThat(log.lines).noneMatch(line -> line.matches(".*\\b(alice|f1)\\b.*"));
    }

    @Test
    void calls_rejectedWithoutEffect_writeDebugLines() {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.PERMISSION_DENIED)
                .origin(Origin.VENDOR)
                .vendorCode("Forbidden.RAM")
                .build()));

        assertThatThrownBy(() -> layer.deletePerson(ALICE, OPTIONS)).isInstanceOf(FaceException.class);

        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("DEBUG ")
                .contains(
                        "failed with PERMISSION_DENIED, effect NONE, advice NEVER, origin VENDOR, code Forbidden.RAM");
    }

    @Test
    void calls_debugOff_writeNothing() {
        Lines quiet = new Lines(Level.WARN);
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));

        assertThat(new CallLogLayer(vendor.account(), "acc", quiet).deletePerson(ALICE, OPTIONS))
                .isNotNull();

        assertThat(quiet.lines).isEmpty();
    }

    @Test
    void calls_slf4jOfVersion1_areLogged() {
        Lines old = new Lines(Level.DEBUG) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean isEnabledForLevel(Level level) {
                throw new NoSuchMethodError();
            }

            @Override
            public LoggingEventBuilder makeLoggingEventBuilder(Level level) {
                throw new NoSuchMethodError();
            }
        };
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unknown()));
        CallLogLayer logged = new CallLogLayer(vendor.account(), "acc", old);

        assertThat(logged.deletePerson(ALICE, OPTIONS)).isNotNull();
        assertThat(logged.deleteFaces(ALICE, Set.of(F1, F2), OPTIONS)).isNotNull();

        assertThat(old.lines).hasSize(2);
        assertThat(old.lines.get(0)).startsWith("DEBUG account acc");
        assertThat(old.lines.get(1)).startsWith("WARN account acc");
    }

    /** A logger that stores the logged lines. */
    private static class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        final transient List<String> lines = new ArrayList<>();
        private final Level lowestLevel;

        Lines(Level lowestLevel) {
            this.lowestLevel = lowestLevel;
            this.name = "lines";
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable error) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return CallLogLayer.class.getName();
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return lowestLevel == Level.DEBUG;
        }

        @Override
        public boolean isInfoEnabled() {
            return lowestLevel == Level.DEBUG;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
