package io.efface.examples.guice;

import com.google.inject.Guice;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.guice.FaceRepositoryModule;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Deletes people from every account of an injector. */
public class Leavers {
    private final Map<String, FaceRepository> accounts;

    @Inject
    public Leavers(Map<String, FaceRepository> accounts) {
        this.accounts = accounts;
    }

    /** Returns the outcome in each account. */
    public Map<String, PersonOutcome> delete(PersonId person) {
        Map<String, PersonOutcome> outcomes = new TreeMap<>();
        accounts.forEach((name, account) -> outcomes.put(name, account.deletePerson(person).outcome()));
        return outcomes;
    }

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        try (FaceRepositoryModule module =
                FaceRepositoryModule.of(FaceRepositories.builder().properties(file))) {
            Leavers leavers = Guice.createInjector(module).getInstance(Leavers.class);
            System.out.println(leavers.delete(PersonId.of(arguments[1])));
        }
    }
}
