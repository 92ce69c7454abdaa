package io.efface.policy;

import io.efface.FaceException;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import java.util.ArrayList;
import java.util.List;

/** An interceptor that records calls, requests and their results. Several recorders may write to the same journal. */
final class Recorder implements CallInterceptor {
    final List<CallInfo> infos = new ArrayList<>();
    final List<CallReport> reports = new ArrayList<>();
    final List<FaceException> errors = new ArrayList<>();
    private final String name;
    private final int order;
    private final List<String> journal;

    Recorder() {
        this("one", 0, new ArrayList<>());
    }

    Recorder(String name, int order, List<String> journal) {
        this.name = name;
        this.order = order;
        this.journal = journal;
    }

    List<CallInfo> infos(CallScope scope) {
        return infos.stream().filter(info -> info.scope() == scope).toList();
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public Probe before(CallInfo call) {
        infos.add(call);
        journal.add(name + " before " + call.scope());
        return new Probe() {
            @Override
            public void after(CallReport report) {
                reports.add(report);
                journal.add(name + " after " + call.scope());
            }

            @Override
            public void error(FaceException error, CallReport report) {
                errors.add(error);
                reports.add(report);
                journal.add(name + " error " + call.scope());
            }
        };
    }
}
