package io.efface.examples.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

/** Erases a list. The jobs of the accounts must be planned, and their plans confirmed, before the workflow is started. */
@WorkflowInterface
public interface EraseWorkflow {
    /** Returns how the work on each account ended: the name of an {@link io.efface.erasure.AccountEnd}. */
    @WorkflowMethod
    Map<String, String> erase(Erasing erasing);
}
