package io.efface.cli.demo;

import io.efface.CallOptions;
import io.efface.PersonId;
import io.efface.async.AllAccounts;
import io.efface.async.AllAccountsPresence;
import io.efface.cli.output.Output;
import io.efface.cli.output.Table;
import io.efface.cli.process.AccountThreads;
import io.efface.config.FaceRepositories;
import io.efface.emulator.service.EmulatedService;
import java.util.List;
import java.util.stream.Collectors;

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
                                    "PERSON",
                                    40,
                                    people.stream().map(PersonId::value).toList()),
                            Table.Column.of("READ BACK", 40, List.of("absent")),
                            Table.Column.of("EMULATORS", 40, List.of("gone"))));
            table.head();
            int verified = 0;
            for (PersonId person : people) {
                verified += verify(person, everywhere, table) ? 1 : 0;
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

    private boolean verify(PersonId person, AllAccounts everywhere, Table table) {
        AllAccountsPresence read = everywhere.findPerson(person, CallOptions.defaults());
        List<String> storing = EmulatedService.names().stream()
                .filter(library -> vendors.stores(library, person))
                .toList();
        table.row(
                person.value(),
                readBack(read),
                storing.isEmpty() ? "gone" : "STORED by " + String.join(" and ", storing));
        return read.isAbsentFromAll() && storing.isEmpty();
    }

    private static String readBack(AllAccountsPresence read) {
        if (read.isAbsentFromAll()) {
            return "absent";
        }
        String present =
                read.presentIn().stream().map(name -> "PRESENT in " + name).collect(Collectors.joining(" "));
        String unread = read.failures().entrySet().stream()
                .map(failure ->
                        failure.getKey() + " not read: " + failure.getValue().kind())
                .collect(Collectors.joining(" "));
        return (present + " " + unread).strip();
    }
}
