package io.efface.examples.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Works on all accounts at the same time, one slice after the other in each account. */
public final class EraseWorkflowImpl implements EraseWorkflow {
    private final AccountRun accountRun = Workflow.newActivityStub(
            AccountRun.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(10))
                    .setHeartbeatTimeout(Duration.ofSeconds(30))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setMaximumInterval(Duration.ofMinutes(1))
                            .build())
                    .build());

    @Override
    public Map<String, String> erase(Erasing erasing) {
        Map<String, Promise<String>> ends = new TreeMap<>();
        for (String account : erasing.open()) {
            ends.put(account, Async.function(() -> slices(erasing, account)));
        }
        Map<String, String> ended = new TreeMap<>(erasing.ended());
        List<String> open = new ArrayList<>();
        ends.forEach((account, end) -> {
            if (end.get().isEmpty()) {
                open.add(account);
            } else {
                ended.put(account, end.get());
            }
        });
        if (!open.isEmpty()) {
            Workflow.continueAsNew(new Erasing(erasing.list(), open, ended, erasing.slicesPerRun()));
        }
        return ended;
    }

    /** Returns how the work on an account ended, or an empty text if work is left. */
    private String slices(Erasing erasing, String account) {
        String end = "";
        for (int i = 0; i < erasing.slicesPerRun() && end.isEmpty(); i++) {
            end = accountRun.slice(erasing.list(), account);
        }
        return end;
    }
}
