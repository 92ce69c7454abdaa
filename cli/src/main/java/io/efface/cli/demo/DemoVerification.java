package io.efface.cli.demo;

import io.efface.CallOptions;
import io.efface.PersonId;
import io.efface.async.AllAccounts;
import io.efface.async.AllAccountsPresence;
import io.efface.cli.output.Output;
import io.efface.cli.output.Table;
import io.efface.cli.process.AccountThreads;
import io.efface.cli.process.Message;
import io.efface.config.FaceRepositories;
import io.efface.emulator.service.EmulatedService;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that people were erased. A person is verified only if every account was read, no account has the person, and no emulator stores
 * the person or a face that was detached from the person. The report of the job is not used.
 */
public final class DemoVerification {
    private final EmulatedVendors vendors;
    private final List<PersonId> people;
    private final List<PersonId> bystanders;

    public DemoVerification(EmulatedVendors vendors, List<PersonId> people, List<PersonId> bystanders) {
        this.vendors = vendors;
        this.people = people;
        this.bystanders = bystanders;
    }

    /** Reads people back, writes a table, and returns the number of people who are verified absent. */
    public int verify(FaceRepositories accounts, Output out) {
        try (AccountThreads workers = new AccountThreads(accounts.accounts().size())) {
            AllAccounts everywhere = accounts.inAllAccounts(workers.threads());
            Table table = new Table(
                    out,
                    List.of(
                            Table.Column.of(
                                    out.text(Message.of("PERSON")),
                                    40,
                                    people.stream().map(PersonId::value).toList()),
                            Table.Column.of(
                                    out.text(Message.of("READ BACK")), 40, List.of(out.text(Message.of("absent")))),
                            Table.Column.of(
                                    out.text(Message.of("EMULATORS")), 40, List.of(out.text(Message.of("gone"))))));
            table.head();
            int verified = 0;
            for (PersonId person : people) {
                verified += verify(person, everywhere, table, out) ? 1 : 0;
            }
            return verified;
        }
    }

    /** Returns whether the emulators still store all bystanders with their faces. */
    public boolean areBystandersPresent() {
        return bystanders.stream()
                .allMatch(person -> EmulatedService.names().stream()
                        .allMatch(library -> vendors.library(library)
                                .person(person.value())
                                .filter(stored -> !stored.faceIds().isEmpty())
                                .isPresent()));
    }

    private boolean verify(PersonId person, AllAccounts everywhere, Table table, Output out) {
        AllAccountsPresence read = everywhere.findPerson(person, CallOptions.defaults());
        List<String> storing = EmulatedService.names().stream()
                .filter(library -> vendors.stores(library, person))
                .toList();
        table.row(
                person.value(),
                out.text(readBack(read)),
                out.text(storing.isEmpty() ? Message.of("gone") : Message.of("STORED by {0}", joined(storing))));
        return read.isAbsentFromAll() && storing.isEmpty();
    }

    private static Message joined(List<String> names) {
        return names.stream()
                .map(Message::verbatim)
                .reduce((first, second) -> Message.of("{0} and {1}", first, second))
                .orElse(Message.EMPTY);
    }

    private static Message readBack(AllAccountsPresence read) {
        if (read.isAbsentFromAll()) {
            return Message.of("absent");
        }
        Stream<Message> present = read.presentIn().stream().map(name -> Message.of("PRESENT in {0}", name));
        Stream<Message> unread = read.failures().entrySet().stream()
                .map(failure -> Message.of(
                        "{0} not read: {1}",
                        failure.getKey(), failure.getValue().kind()));
        return Stream.concat(present, unread)
                .reduce((first, second) -> Message.of("{0} {1}", first, second))
                .orElse(Message.EMPTY);
    }
}
