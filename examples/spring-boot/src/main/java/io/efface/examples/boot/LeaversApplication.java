package io.efface.examples.boot;

import io.efface.FaceRepository;
import io.efface.PersonId;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;

/** Deletes people who left. */
@SpringBootApplication
public class LeaversApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(LeaversApplication.class, arguments);
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
