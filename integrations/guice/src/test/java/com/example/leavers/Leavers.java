package com.example.leavers;

import com.google.inject.Guice;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.guice.FaceRepositoryModule;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.util.Map;

/** Deletes former employees from the default account and from the archive. */
public class Leavers {
    private final FaceRepository faces;
    private final FaceRepository archive;
    private final Map<String, FaceRepository> accounts;

    @Inject
    public Leavers(
            FaceRepository faces, @Named("archive") FaceRepository archive, Map<String, FaceRepository> accounts) {
        this.faces = faces;
        this.archive = archive;
        this.accounts = accounts;
    }

    public void delete(PersonId person) {
        System.out.println("by default: " + faces.deletePerson(person).outcome());
        System.out.println("archive: " + archive.deletePerson(person).outcome());
        accounts.forEach((name, account) -> System.out.println(
                name + (account.findPerson(person).isPresent() ? " still has the person" : " is free of the person")));
    }

    public static void main(String[] arguments) {
        System.setProperty("guice_bytecode_gen_option", "DISABLED"); // prevents a warning on JDK 24 and later
        Path file = Path.of(arguments[0]);
        try (FaceRepositoryModule module =
                FaceRepositoryModule.of(FaceRepositories.builder().properties(file))) {
            Leavers leavers = Guice.createInjector(module).getInstance(Leavers.class);
            leavers.delete(PersonId.of(arguments[1]));
        }
    }
}
