package io.efface.examples.boot2;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Service;

/** Deletes people who left. */
@SpringBootApplication
public class LeaversApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(LeaversApplication.class, arguments);
    }

    /** Opens the accounts of a properties file. Spring closes them when the application stops. */
    @Bean
    FaceRepositories accounts(@Value("${leavers.accounts}") Path file) {
        return FaceRepositories.load(file);
    }

    @Bean
    FaceRepository faces(FaceRepositories accounts) {
        return accounts.defaultRepository();
    }

    @Service
    static class Leavers {
        private final FaceRepository faces;

        Leavers(FaceRepository faces) {
            this.faces = faces;
        }

        void leave(String employee) {
            faces.deletePerson(PersonId.of(employee));
        }
    }
}
