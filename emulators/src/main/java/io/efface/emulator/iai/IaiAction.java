package io.efface.emulator.iai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action of IAI.
 *
 * @param parameters the declared parameters of the action
 * @param work the implementation of the action
 */
record IaiAction(List<IaiParameter> parameters, Work work) {

    /** The implementation of an action. */
    @FunctionalInterface
    interface Work {
        /**
         * Performs the action for one call.
         *
         * @return the fields of the response without {@code RequestId}
         * @throws IaiErrorException if the call is rejected; nothing is changed in this case
         */
        Map<String, ? extends @Nullable Object> run(IaiRequestContext context);
    }

    IaiAction {
        parameters = List.copyOf(parameters);
    }

    static IaiAction of(Work work, IaiParameter... parameters) {
        return new IaiAction(List.of(parameters), work);
    }
}
