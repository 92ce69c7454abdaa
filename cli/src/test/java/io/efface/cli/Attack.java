package io.efface.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;

/** One kind of attack on the command. */
interface Attack {
    /** The result of an attempt. */
    enum Verdict {
        /** The command reported the attack, or ended with another exit code than without the attack. */
        NOTICED,
        /** The command printed and did the same as without the attack. */
        HARMLESS,
        /** The command made a false claim, deleted a person who must stay, or had an internal error. */
        BROKEN
    }

    /**
     * The verdict of an attempt.
     *
     * @param detail what was changed and what the commands printed, for a developer who repeats the attempt
     */
    record Outcome(Verdict verdict, String detail) {
        static Outcome of(boolean noticed, String detail) {
            return new Outcome(noticed ? Verdict.NOTICED : Verdict.HARMLESS, detail);
        }

        static Outcome broken(String detail) {
            return new Outcome(Verdict.BROKEN, detail);
        }
    }

    /** Returns the name of the attack for the table. */
    String name();

    /** Returns a number that differs for each attack, so that each attack makes different random choices. */
    int seed();

    /** Returns the condition that every attempt must meet, for the table. */
    String promise();

    /** Returns the number of attempts for each unit of {@code efface.attacks}. */
    int weight();

    /** Makes one attempt. The same random numbers make the same attempt. */
    Outcome attempt(Random random) throws IOException, SQLException, InterruptedException;
}
