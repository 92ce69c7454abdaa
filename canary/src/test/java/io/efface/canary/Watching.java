package io.efface.canary;

import io.efface.FaceException;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallReport;

/** An interceptor that collects everything that interceptors of applications receive. */
final class Watching implements CallInterceptor {
    private final Collected collected;

    Watching(Collected collected) {
        this.collected = collected;
    }

    @Override
    public Probe before(CallInfo call) {
        collected.add(Place.INTERCEPTOR, call.toString());
        collected.add(Place.THREAD_NAME, Thread.currentThread().getName());
        return new Probe() {
            @Override
            public void after(CallReport report) {
                collected.add(Place.INTERCEPTOR, report.toString());
            }

            @Override
            public void error(FaceException error, CallReport report) {
                collected.add(Place.INTERCEPTOR, report + " " + error);
                Exceptions.collect(error, collected);
            }
        };
    }
}
