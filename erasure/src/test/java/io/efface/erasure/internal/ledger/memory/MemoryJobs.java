package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.Jobs;
import io.efface.erasure.internal.ledger.memory.MemoryState.JobEntry;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The list of jobs in memory. */
final class MemoryJobs implements Jobs {
    private final Supplier<MemoryState> state;
    private final String id;

    MemoryJobs(Supplier<MemoryState> state, String id) {
        this.state = state;
        this.id = id;
    }

    private Optional<JobEntry> entry(int job) {
        return Optional.ofNullable(state.get().jobs.read().get(job));
    }

    private void change(int job, UnaryOperator<JobEntry> change) {
        state.get().jobs.write().computeIfPresent(job, (number, entry) -> change.apply(entry));
    }

    private void changeJob(int job, UnaryOperator<Job> change) {
        change(job, was -> new JobEntry(change.apply(was.job()), was.plannedTargets(), was.detached()));
    }

    @Override
    public String ledgerId() {
        return id;
    }

    @Override
    public Optional<Job> find(String name) {
        return all().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Job> findForRepair(String name) {
        return find(name);
    }

    @Override
    public List<Job> all() {
        return state.get().jobs.read().values().stream().map(JobEntry::job).toList();
    }

    @Override
    public List<Job> detaching() {
        return all().stream()
                .filter(job -> !state.get().tables(job.number()).detached.read().isEmpty())
                .toList();
    }

    @Override
    public List<String> names() {
        return state.get().jobs.read().descendingMap().values().stream()
                .map(entry -> entry.job().name())
                .filter(Job::isName)
                .toList();
    }

    @Override
    public int create(String name, Instant createdAt, @Nullable Instant dueAt, @Nullable String fromJob) {
        requireNextNumber();
        requireFree(name);
        int number = ++state.get().lastJob;
        Job job = new Job(
                number,
                name,
                JobState.PLANNING,
                createdAt.truncatedTo(ChronoUnit.MILLIS),
                null,
                Records.whole(dueAt),
                null,
                "",
                fromJob);
        state.get().jobs.add(number, new JobEntry(job, null, null));
        state.get().addTables(number);
        return number;
    }

    private void requireFree(String name) {
        if (find(name).isPresent()) {
            throw new IllegalStateException("the ledger has a job of this name already");
        }
    }

    @Override
    public void requireNextNumber() {
        if (state.get().lastJob == Integer.MAX_VALUE) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "no number is left for another job");
        }
    }

    @Override
    public void drop(int job) {
        state.get().jobs.write().remove(job);
        state.get().dropTables(job);
    }

    @Override
    public Optional<JobState> state(int job) {
        return entry(job).map(entry -> entry.job().state());
    }

    @Override
    public void setState(int job, JobState to) {
        changeJob(
                job,
                was -> new Job(
                        was.number(),
                        was.name(),
                        to,
                        was.createdAt(),
                        was.plannedAt(),
                        was.dueAt(),
                        was.digest(),
                        was.keys(),
                        was.fromJob()));
    }

    @Override
    public void setKeys(int job, String keys) {
        changeJob(
                job,
                was -> new Job(
                        was.number(),
                        was.name(),
                        was.state(),
                        was.createdAt(),
                        was.plannedAt(),
                        was.dueAt(),
                        was.digest(),
                        keys,
                        was.fromJob()));
    }

    @Override
    public void setPlanned(int job, String name, String digest, Instant plannedAt) {
        if (find(name).filter(other -> other.number() != job).isPresent()) {
            requireFree(name);
        }
        changeJob(
                job,
                was -> new Job(
                        was.number(),
                        name,
                        JobState.PLANNED,
                        was.createdAt(),
                        Records.whole(plannedAt),
                        was.dueAt(),
                        digest,
                        was.keys(),
                        was.fromJob()));
    }

    @Override
    public void restorePlan(
            int job, @Nullable String digest, Instant plannedAt, @Nullable Instant dueAt, @Nullable String fromJob) {
        changeJob(
                job,
                was -> new Job(
                        was.number(),
                        was.name(),
                        was.state(),
                        was.createdAt(),
                        Records.whole(plannedAt),
                        Records.whole(dueAt),
                        digest,
                        was.keys(),
                        fromJob));
    }

    @Override
    public Optional<DetachedRun> detachedRun(int job) {
        return entry(job).map(JobEntry::detached).map(run -> DetachedRun.parse(run.text()));
    }

    @Override
    public void setDetachedRun(int job, @Nullable DetachedRun run) {
        change(job, was -> new JobEntry(was.job(), was.plannedTargets(), run));
    }

    @Override
    public boolean migrate() {
        return false;
    }

    @Override
    public OptionalLong plannedTargets(int job) {
        return entry(job).map(JobEntry::plannedTargets).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public void setPlannedTargets(int job, long targets) {
        change(job, was -> new JobEntry(was.job(), targets, was.detached()));
    }
}
