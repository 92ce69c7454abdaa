package io.efface.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;

/** One kind of attack on the command. */
interface Attack {
    /** What an attempt came to. */
    enum Verdict {
        /** The command reported it or ended with another exit code than without it. */
        NOTICED,
        /** Nothing that the command says or does has changed. */
        HARMLESS,
        /** The command claimed something untrue, touched the wrong people, or failed internally. */
        BROKEN
    }

    /** A verdict and how it came about, for the one who repeats it. */
    record Outcome(Verdict verdict, String detail) {
        static Outcome of(boolean noticed, String detail) {
            return new Outcome(noticed ? Verdict.NOTICED : Verdict.HARMLESS, detail);
        }

        static Outcome broken(String detail) {
            return new Outcome(Verdict.BROKEN, detail);
        }
    }

    /** Returns what is tried, for the table. */
    String name();

    /** Returns what must hold, for the table. */
    String promise();

    /** Returns how many attempts there are for each unit of effort. */
    int weight();

    /** Tries once; the same random numbers try the same. */
    Outcome attempt(Random random) throws IOException, SQLException, InterruptedException;
}
