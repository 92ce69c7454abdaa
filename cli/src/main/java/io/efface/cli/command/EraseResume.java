package io.efface.cli.command;

import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.option.RequestOptions;
import io.efface.cli.process.Message;
import io.efface.erasure.PlanSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of the command line that continues exactly the job of {@code erase}. They leave out the facts about the request and the
 * name of a sheet, because these values may contain the name of a person. They also leave out options that have no effect on a stored job.
 * Not thread-safe.
 */
final class EraseResume {
    static final String AGAIN = "--again";
    static final String EXPECT_DIGEST = "--expect-digest";
    private static final String SHEET = "--sheet";
    private static final String HOLD_SHEET = "--hold-sheet";
    private static final String ACCEPT = "--accept";

    /** The options that the arguments leave out although the command needs them. */
    private final Set<String> missing = new LinkedHashSet<>();

    /** The plan of the job. Null until the plan is stored. */
    private @Nullable PlanSummary plan;

    /** The number of targets when the job was planned. Null until the user has confirmed. */
    private @Nullable Long confirmedTargets;

    private boolean isOnlyVerificationLeft;

    /** Records that the job is stored. */
    void planned(PlanSummary stored) {
        plan = stored;
    }

    /** Records that the user has confirmed the number of targets that the job had when it was planned. */
    void confirmed(long targets) {
        confirmedTargets = targets;
    }

    /** Records whether the job has no target left to delete. If so, the command {@code verify} continues the job. */
    void onlyVerificationIsLeft(boolean isOnly) {
        isOnlyVerificationLeft = isOnly;
    }

    /**
     * Returns the arguments that continue the job.
     *
     * @param arguments the arguments of this call, with absolute paths in the options
     */
    List<String> arguments(List<String> arguments, String list, CommandSpec erase) {
        missing.clear();
        return plan != null && isOnlyVerificationLeft
                ? ofVerify(plan.job(), arguments, erase)
                : ofErase(arguments, list, erase);
    }

    /** Returns the sentences that say what the user has to add to the command line of the last {@link #arguments}. */
    List<Message> notes(String list) {
        List<Message> notes = new ArrayList<>();
        if (!isOnlyVerificationLeft && PlanListOptions.isStandardInput(list)) {
            notes.add(Message.of(
                    "note: the command that continues the job reads the same list from standard input again"));
        }
        if (!missing.isEmpty()) {
            notes.add(Message.of(
                    "note: the command leaves out {0}, because the values may name a person; add these options again",
                    List.copyOf(missing)));
        }
        return notes;
    }

    private List<String> ofErase(List<String> arguments, String list, CommandSpec erase) {
        List<String> resume = new ArrayList<>();
        for (List<String> words : words(AbsolutePaths.withOperand(arguments, list, erase), erase)) {
            String name = name(words);
            // The absolute path of the list needs no "--" before it, and options can follow it.
            if (name.equals("--") || (plan != null && isOnlyForNewJob(name))) {
                continue;
            }
            if (name.equals(SHEET) && plan != null && plan.sheet().isPresent()) {
                resume.add(SHEET + "=" + plan.sheet().get());
            } else if (name.equals(SHEET) || name.equals(HOLD_SHEET) || RequestOptions.NAMES.contains(name)) {
                missing.add(name);
            } else {
                resume.addAll(words);
            }
        }
        if (plan != null
                && resume.stream().noneMatch(word -> name(List.of(word)).equals(EXPECT_DIGEST))) {
            resume.add(EXPECT_DIGEST + "=" + plan.digest());
        }
        return confirmedTargets == null ? resume : ExpectOption.withNumber(resume, confirmedTargets);
    }

    /** Returns whether an option has no effect on a job that is already stored. */
    private static boolean isOnlyForNewJob(String name) {
        return name.equals(AGAIN) || name.equals(PlanListOptions.DUE) || RequestOptions.NAMES.contains(name);
    }

    /** Returns the arguments of {@code verify}, with the options that have the same meaning in {@code verify}. */
    private static List<String> ofVerify(String job, List<String> arguments, CommandSpec erase) {
        CommandSpec verify = Objects.requireNonNull(erase.root().subcommands().get(VerifyCommand.NAME))
                .getCommandSpec();
        List<String> resume = new ArrayList<>(List.of(VerifyCommand.NAME, "--job", job));
        for (List<String> words : words(arguments, erase)) {
            String name = name(words);
            if (!name.equals(ACCEPT) && verify.findOption(name) != null) {
                resume.addAll(words);
            }
        }
        return resume;
    }

    /** Returns one list for each argument. An option and its value are in the same list. */
    private static List<List<String>> words(List<String> arguments, CommandSpec command) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            OptionSpec option = command.findOption(arguments.get(i));
            int length = option != null && option.arity().min() > 0 ? 2 : 1;
            int end = Math.min(i + length, arguments.size());
            all.add(List.copyOf(arguments.subList(i, end)));
            i = end - 1;
        }
        return all;
    }

    private static String name(List<String> words) {
        return words.get(0).split("=", 2)[0];
    }
}
