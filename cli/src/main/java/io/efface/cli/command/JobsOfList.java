package io.efface.cli.command;

import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.TargetState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The jobs of a ledger whose names {@code erase} made from the file name of a list, on any day. The lists of these jobs may still be
 * different.
 *
 * @param list the path of the list, or {@code -} for standard input
 * @param jobs the jobs, the newest first
 */
record JobsOfList(String list, List<JobStatus> jobs) {
    static JobsOfList read(LedgerAddress ledger, String list) {
        List<JobStatus> jobs = new ArrayList<>();
        JobStatus.names(ledger).stream()
                .filter(name -> NewJobName.isFor(list, name))
                .forEach(name -> jobs.add(JobStatus.read(ledger, name)));
        Collections.reverse(jobs);
        return new JobsOfList(list, jobs);
    }

    /**
     * Returns the names of the jobs whose plan was interrupted. This process has the ledger open, so no other process is planning these
     * jobs.
     */
    List<String> interrupted() {
        return named(jobs.stream().filter(job -> job.state() == JobState.PLANNING));
    }

    /** Returns the name for a new plan: the name of the newest interrupted plan, which the new plan replaces, or else an unused name. */
    String newName(LocalDate today) {
        return interrupted().stream().findFirst().orElseGet(() -> NewJobName.of(list, today, named(jobs.stream())));
    }

    /**
     * Returns the newest unfinished job that has another digest, and for which this number of targets would be right.
     *
     * @param needsVerification function that returns whether a job has targets in the state DONE that were not read back
     */
    Optional<String> unfinishedWith(long targets, String digest, Predicate<String> needsVerification) {
        return jobs.stream()
                .filter(job -> job.state() == JobState.PLANNED || job.state() == JobState.STARTED)
                .filter(job -> !digest.equals(job.digest()))
                // If the user read the number before some targets were held, the number includes these targets.
                .filter(job -> job.planned() <= targets
                        && targets <= job.planned() + job.states().getOrDefault(TargetState.HELD, 0L))
                .filter(job -> job.planned() > job.done() || needsVerification.test(job.name()))
                .map(JobStatus::name)
                .findFirst();
    }

    private static List<String> named(Stream<JobStatus> jobs) {
        return jobs.map(JobStatus::name).toList();
    }
}
