package io.efface.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The faults an emulator is to show, in order. A call takes the first scripted fault that matches its operation and
 * person; only when none is left does a standing fault ({@link Scope#always}) apply, the latest one first.
 * Thread-safe.
 *
 * <pre>{@code
 * emulator.faults().next(Fault.throttle()).next(Fault.none()).times(2, Fault.drop(AFTER_EFFECT));
 * emulator.faults().onOperation("DeleteFaces").onPerson("p1").always(Fault.lie());
 * }</pre>
 */
public final class FaultScript {

    /** Which calls a fault is meant for; null means any. Immutable. */
    public final class Scope {
        private final @Nullable String operation;
        private final @Nullable String personId;

        private Scope(@Nullable String operation, @Nullable String personId) {
            this.operation = operation;
            this.personId = personId;
        }

        /** The same scope for one operation only, by the vendor's own name. */
        public Scope onOperation(String name) {
            return new Scope(Objects.requireNonNull(name, "name"), personId);
        }

        /** The same scope for one person only. */
        public Scope onPerson(String id) {
            return new Scope(operation, Objects.requireNonNull(id, "id"));
        }

        /** Scripts a fault for the next call of this scope. */
        public Scope next(Fault fault) {
            return times(1, fault);
        }

        /**
         * Scripts a fault for the next calls of this scope.
         *
         * @throws IllegalArgumentException if the number is below 1
         */
        public Scope times(int calls, Fault fault) {
            if (calls < 1) {
                throw new IllegalArgumentException("a fault applies at least once");
            }
            add(new Rule(this, Objects.requireNonNull(fault, "fault"), calls));
            return this;
        }

        /** Shows a fault on every call of this scope for which nothing is scripted, until {@link #clear()}. */
        public Scope always(Fault fault) {
            add(new Rule(this, Objects.requireNonNull(fault, "fault"), Rule.FOREVER));
            return this;
        }

        private boolean matches(String calledOperation, @Nullable String calledPerson) {
            return (operation == null || operation.equals(calledOperation))
                    && (personId == null || personId.equals(calledPerson));
        }
    }

    private static final class Rule {
        static final int FOREVER = -1;
        final Scope scope;
        final Fault fault;
        int left;

        Rule(Scope scope, Fault fault, int left) {
            this.scope = scope;
            this.fault = fault;
            this.left = left;
        }
    }

    private final List<Rule> scripted = new ArrayList<>();
    private final List<Rule> standing = new ArrayList<>();

    /** A script without faults. */
    public FaultScript() {}

    /** The scope of every call. */
    public Scope onAnyCall() {
        return new Scope(null, null);
    }

    /** The scope of one operation, by the vendor's own name. */
    public Scope onOperation(String name) {
        return onAnyCall().onOperation(name);
    }

    /** The scope of calls about one person. */
    public Scope onPerson(String id) {
        return onAnyCall().onPerson(id);
    }

    /** Scripts a fault for the next call. */
    public Scope next(Fault fault) {
        return onAnyCall().next(fault);
    }

    /** Scripts a fault for the next calls. */
    public Scope times(int calls, Fault fault) {
        return onAnyCall().times(calls, fault);
    }

    /** Shows a fault on every call for which nothing is scripted, until {@link #clear()}. */
    public Scope always(Fault fault) {
        return onAnyCall().always(fault);
    }

    /** Forgets every fault, scripted and standing. */
    public synchronized void clear() {
        scripted.clear();
        standing.clear();
    }

    /** How many scripted faults were not shown yet; standing ones do not count. */
    public synchronized int pending() {
        return scripted.stream().mapToInt(rule -> rule.left).sum();
    }

    private synchronized void add(Rule rule) {
        if (rule.left == Rule.FOREVER) {
            standing.add(0, rule);
        } else {
            scripted.add(rule);
        }
    }

    /** Takes the fault for one call; {@link Fault.None} when all is well. */
    public synchronized Fault take(String operation, @Nullable String personId) {
        for (Iterator<Rule> rules = scripted.iterator(); rules.hasNext(); ) {
            Rule rule = rules.next();
            if (rule.scope.matches(operation, personId)) {
                if (--rule.left == 0) {
                    rules.remove();
                }
                return rule.fault;
            }
        }
        for (Rule rule : standing) {
            if (rule.scope.matches(operation, personId)) {
                return rule.fault;
            }
        }
        return Fault.none();
    }
}
