package io.efface.cli;

import io.efface.AccountAnswer;
import io.efface.CallOptions;
import io.efface.DeletePersonResult;
import io.efface.Everywhere;
import io.efface.EverywherePresence;
import io.efface.EverywhereResult;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Erases people everywhere, then reads each back. A person counts as verified only if every account was read and none holds
 * it, and the emulators do not hold it either: what the deletion answered counts for nothing.
 */
final class Demonstration {
    private final FaceRepositories accounts;
    private final EmulatedVendors vendors;
    private final List<PersonId> people;
    private final List<PersonId> bystanders;

    Demonstration(
            FaceRepositories accounts, EmulatedVendors vendors, List<PersonId> people, List<PersonId> bystanders) {
        this.accounts = accounts;
        this.vendors = vendors;
        this.people = people;
        this.bystanders = bystanders;
    }

    /** Writes a table of outcomes and returns how many people are verified absent. */
    int run(Output out) {
        try (Workers workers = new Workers(accounts.accounts().size())) {
            Everywhere everywhere = accounts.everywhere(workers.threads());
            List<EverywhereResult> results = new ArrayList<>();
            for (PersonId person : people) {
                results.add(everywhere.deletePerson(person));
            }
            Table table = table(out);
            int verified = 0;
            for (int i = 0; i < people.size(); i++) {
                verified += verify(people.get(i), results.get(i), everywhere, table) ? 1 : 0;
            }
            return verified;
        }
    }

    /** Returns whether the emulators still hold everybody who was not to be erased, with faces. */
    boolean bystandersAreThere() {
        return bystanders.stream()
                .allMatch(person -> EmulatedVendors.LIBRARIES.stream()
                        .allMatch(library -> vendors.library(library)
                                .person(person.value())
                                .filter(held -> !held.faceIds().isEmpty())
                                .isPresent()));
    }

    private boolean verify(PersonId person, EverywhereResult result, Everywhere everywhere, Table table) {
        EverywherePresence read = everywhere.findPerson(person, CallOptions.defaults());
        List<String> holding = EmulatedVendors.LIBRARIES.stream()
                .filter(library ->
                        vendors.library(library).person(person.value()).isPresent())
                .toList();
        List<String> cells = new ArrayList<>();
        cells.add(person.value());
        result.accounts().values().forEach(answer -> cells.add(outcome(answer)));
        cells.add(readBack(read));
        cells.add(holding.isEmpty() ? "gone" : "HELD by " + String.join(" and ", holding));
        table.row(cells.toArray(String[]::new));
        return read.isAbsentEverywhere() && holding.isEmpty();
    }

    private static String outcome(AccountAnswer<DeletePersonResult> answer) {
        Optional<String> failure = answer.failure().map(error -> error.kind().name());
        return failure.orElseGet(() -> answer.success()
                .map(result -> result.outcome() + "/" + result.evidence())
                .orElse("-"));
    }

    private static String readBack(EverywherePresence read) {
        if (read.isAbsentEverywhere()) {
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

    private Table table(Output out) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.of(
                "PERSON", 40, people.stream().map(PersonId::value).toList()));
        for (String account : accounts.accounts()) {
            columns.add(Table.Column.of(account.toUpperCase(Locale.ROOT), 40, List.of("DELETED/VERIFIED_ABSENT")));
        }
        columns.add(Table.Column.of("READ BACK", 40, List.of("absent")));
        columns.add(Table.Column.of("EMULATORS", 40, List.of("gone")));
        Table table = new Table(out, columns);
        table.head();
        return table;
    }
}
