package io.efface.micrometer;

import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import io.efface.micrometer.EffaceObservation.HighCardinality;
import io.efface.micrometer.EffaceObservation.LowCardinality;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.List;
import java.util.Locale;

/**
 * The documented names and tags. Every observation has all low-cardinality tags, because some back ends require that all observations of
 * one name have the same tags. A tag that does not apply has the value {@code none}. The names of the observations are those of {@link
 * EffaceObservation}. A subclass can add tags. Stateless and thread-safe.
 */
public class DefaultCallObservationConvention implements CallObservationConvention {
    /** Creates the convention. */
    public DefaultCallObservationConvention() {}

    @Override
    public String getContextualName(CallObservationContext context) {
        String what = context.info().scope() == CallScope.CALL ? "" : "attempt ";
        return "efface " + what + context.info().operation().spelling();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
        return KeyValues.of(
                LowCardinality.ACCOUNT.withValue(context.info().account()),
                LowCardinality.PROVIDER.withValue(context.info().provider()),
                LowCardinality.LIBRARY.withValue(context.info().library().orElse(KeyValue.NONE_VALUE)),
                LowCardinality.OPERATION.withValue(context.info().operation().spelling()),
                LowCardinality.OUTCOME.withValue(context.report()
                        .map(report -> report.outcome().spelling())
                        .orElse(KeyValue.NONE_VALUE)),
                LowCardinality.KIND.withValue(
                        context.failure().map(failure -> lower(failure.kind())).orElse(KeyValue.NONE_VALUE)),
                LowCardinality.EFFECT.withValue(context.failure()
                        .map(failure -> lower(failure.effect()))
                        .orElse(KeyValue.NONE_VALUE)));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
        KeyValues values =
                KeyValues.of(HighCardinality.CALL_ID.withValue(context.info().callId()));
        List<String> requests = context.report().map(CallReport::requestIds).orElse(List.of());
        return requests.isEmpty()
                ? values
                : values.and(HighCardinality.REQUEST_ID.withValue(String.join(",", requests)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
