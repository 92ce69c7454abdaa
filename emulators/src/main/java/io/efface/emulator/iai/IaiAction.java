package io.efface.emulator.iai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action of IAI.
 *
 * @param parameters what it declares
 * @param work what it does
 */
record IaiAction(List<IaiParameter> parameters, Work work) {

    /** What an action does with one call. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @return the fields of the answer without {@code RequestId}
         * @throws IaiErrorException if it is refused; nothing has changed then
         */
        Map<String, ? extends @Nullable Object> run(IaiRequestContext turn);
    }

    IaiAction {
        parameters = List.copyOf(parameters);
    }

    static IaiAction of(Work work, IaiParameter... parameters) {
        return new IaiAction(List.of(parameters), work);
    }
}
