package io.efface.cli.output;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.cli.process.Invocation;
import io.efface.cli.process.Message;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes a table with one row for each outcome. */
public final class TableCallOutput implements CallOutput {
    private static final Message BREAKS_RULE = Message.of("the person id breaks the vendor's rule");
    private static final Message EARLIER = Message.of("maybe deleted by an earlier attempt");
    private static final int WIDEST_ID = 40;
    private static final String NOTHING = "-";
    private static final String ALL_FACES = "(all)";

    private final Output out;
    private final FaceRepositories accounts;
    private final Table table;

    private TableCallOutput(Output out, FaceRepositories accounts, Table table) {
        this.out = out;
        this.accounts = accounts;
        this.table = table;
        table.head();
    }

    /** Writes the titles of a table with one row per person and account. */
    public static TableCallOutput ofPeople(
            Output out, FaceRepositories accounts, List<String> chosen, Iterable<PersonId> people) {
        return of(out, accounts, chosen, Message.of("PERSON"), values(people, PersonId::value));
    }

    /** Writes the titles of a table with one row per face of a person. */
    public static TableCallOutput ofFaces(
            Output out, FaceRepositories accounts, String chosen, Iterable<FaceId> faces) {
        List<String> ids = values(faces, FaceId::value);
        ids.add(ALL_FACES);
        return of(out, accounts, List.of(chosen), Message.of("FACE"), ids);
    }

    private static TableCallOutput of(
            Output out, FaceRepositories accounts, List<String> chosen, Message title, List<String> ids) {
        List<String> labels = chosen.stream()
                .map(name -> out.text(LibraryTexts.label(accounts.describe(name).label())))
                .toList();
        return new TableCallOutput(
                out,
                accounts,
                new Table(
                        out,
                        List.of(
                                Table.Column.of(out.text(Message.of("ACCOUNT")), WIDEST_ID, labels),
                                Table.Column.of(out.text(title), WIDEST_ID, ids),
                                Table.Column.of(out.text(Message.of("OUTCOME")), FaceOutcome.values()),
                                Table.Column.of(out.text(Message.of("EVIDENCE")), Evidence.values()),
                                new Table.Column(out.text(Message.of("NOTE")), 0))));
    }

    private static Message joined(Message first, Message second) {
        return first.isEmpty() ? second : Message.of("{0}; {1}", first, second);
    }

    private static <T> List<String> values(Iterable<T> ids, Function<T, String> value) {
        return StreamSupport.stream(ids.spliterator(), false)
                .map(value)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public void deleted(String account, DeletePersonResult result) {
        Message note = result.maybeByEarlierAttempt() ? EARLIER : Message.EMPTY;
        FaceException unread = result.trace().readBackError();
        if (unread != null) {
            note = joined(note, Message.of("read-back failed: {0}", unread.kind()));
        }
        if (result.trace().idWarning() != null) {
            note = joined(note, BREAKS_RULE);
        }
        row(
                account,
                result.person().value(),
                result.outcome().name(),
                result.evidence().name(),
                note);
    }

    @Override
    public void deleted(String account, DeleteFacesResult result) {
        faces(account, result);
        Set<FaceId> detached = CallOutput.detachedFaces(result);
        if (!detached.isEmpty()) {
            row(account, ALL_FACES, FaceOutcome.FAILED.name(), NOTHING, repeat(detached));
        }
    }

    private void faces(String account, DeleteFacesResult result) {
        boolean breaksRule = result.trace().idWarning() != null;
        result.faces().forEach((id, face) -> face(account, id, face, breaksRule));
    }

    /** Returns the option that passes detached faces to the next call. The text can be pasted into a POSIX shell. */
    private static Message repeat(Set<FaceId> detached) {
        String ids = detached.stream().map(FaceId::value).collect(Collectors.joining(","));
        return Message.of("repeat with --detached {0}", Invocation.quoted(ids));
    }

    @Override
    public void found(String account, PersonId person, FindPersonResult found) {
        String faces = found.person().map(Person::faces).orElse(Set.of()).stream()
                .map(FaceId::value)
                .collect(Collectors.joining(" "));
        row(account, person.value(), found.isPresent() ? "PRESENT" : "ABSENT", NOTHING, Message.verbatim(faces));
    }

    @Override
    public void failed(String account, Operation operation, PersonId person, FaceException failure) {
        String outcome = failure.effect() == Effect.NONE ? "FAILED" : "UNKNOWN";
        Set<FaceId> detached = failure.detachedFaces();
        Message kind = Message.verbatim(failure.kind().name());
        Message note = detached.isEmpty() ? kind : joined(kind, repeat(detached));
        if (operation != Operation.DELETE_FACES) {
            row(account, person.value(), outcome, NOTHING, note);
            return;
        }
        failure.facesSoFar().ifPresent(soFar -> faces(account, soFar));
        if (failure.facesSoFar().isEmpty() || !detached.isEmpty()) {
            row(account, ALL_FACES, outcome, NOTHING, note);
        }
    }

    private void face(String account, FaceId face, FaceResult result, boolean breaksRule) {
        Message note = Message.EMPTY;
        if (result.retained() != null) {
            note = Message.words(result.retained());
        } else if (result.error() != null) {
            note = Message.verbatim(result.error().kind().name());
        } else if (result.maybeByEarlierAttempt()) {
            note = EARLIER;
        }
        if (breaksRule) {
            note = joined(note, BREAKS_RULE);
        }
        String evidence =
                result.evidence() == null ? NOTHING : result.evidence().name();
        row(account, face.value(), result.outcome().name(), evidence, note);
    }

    private void row(String account, String id, String outcome, String evidence, Message note) {
        table.row(
                out.text(LibraryTexts.label(accounts.describe(account).label())),
                id,
                outcome,
                evidence,
                out.text(note));
    }
}
