package io.efface.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Tests random sequences of calls and faults against a model of the vendor's people. */
interface SequenceContract {
    /** The number of sequences for each target, unless {@code -Defface.contract.sequences=N} states another number. */
    int SEQUENCES = 100;

    /** The largest number of steps in a sequence. */
    int LONGEST = 6;

    /**
     * In random sequences of deletions, reads and faults, each result and each error agrees with a model of the vendor's people. The
     * vendor's people after each call agree with the model, too. At the end of a sequence, a deletion with the detached faces of earlier
     * errors deletes everything. A failure shows the shortest sequence that was found to fail, and its seed. Each run has the same
     * sequences, so that a build does not fail by chance; {@code -Defface.contract.seed=N} runs other sequences.
     */
    @ContractTest
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void calls_inRandomSequencesWithFaults_agreeWithTheModel(ContractHarness harness) {
        long first = ContractFixture.seed();
        int sequences = Integer.getInteger("efface.contract.sequences", SEQUENCES);
        SequenceModel model = new SequenceModel(harness);
        for (int i = 0; i < sequences; i++) {
            long seed = first + i;
            List<SequenceStep> steps = steps(new Random(seed), model);
            AssertionError failure = failureOf(model, steps);
            if (failure != null) {
                throw shortest(model, steps, failure, seed);
            }
        }
    }

    private static List<SequenceStep> steps(Random random, SequenceModel model) {
        List<SequenceStep> steps = new ArrayList<>(List.of(SequenceStep.first(random)));
        int number = 2 + random.nextInt(LONGEST - 1);
        while (steps.size() < number) {
            steps.add(SequenceStep.random(random, model.mostFaces(), model.mostRequests()));
        }
        return steps;
    }

    private static AssertionError shortest(
            SequenceModel model, List<SequenceStep> steps, AssertionError failure, long seed) {
        List<SequenceStep> shortest = steps;
        AssertionError last = failure;
        List<List<SequenceStep>> simpler = simpler(shortest);
        while (!simpler.isEmpty()) {
            List<SequenceStep> candidate = simpler.remove(0);
            AssertionError again = failureOf(model, candidate);
            if (again != null) {
                shortest = candidate;
                last = again;
                simpler = simpler(candidate);
            }
        }
        List<SequenceStep> shown = shortest;
        String lines = IntStream.range(0, shown.size())
                .mapToObj(i -> "\n  " + (i + 1) + ". " + shown.get(i))
                .collect(Collectors.joining());
        return new AssertionError(
                last.getMessage() + "\nafter these steps:" + lines + "\nTo run the whole sequence again, set"
                        + " -Defface.contract.seed=" + seed + " -Defface.contract.sequences=1",
                last);
    }

    /** Returns the sequences that have one step or one fault less. */
    private static List<List<SequenceStep>> simpler(List<SequenceStep> steps) {
        List<List<SequenceStep>> simpler = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<SequenceStep> fewer = new ArrayList<>(steps);
            fewer.remove(i);
            simpler.add(fewer);
            if (steps.get(i).fault() != null) {
                List<SequenceStep> sound = new ArrayList<>(steps);
                sound.set(i, steps.get(i).withoutFault());
                simpler.add(sound);
            }
        }
        return simpler;
    }

    /** Returns the failure of a sequence, or null if all its calls agree with the model. */
    private static @Nullable AssertionError failureOf(SequenceModel model, List<SequenceStep> steps) {
        try {
            model.run(steps);
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }
}
