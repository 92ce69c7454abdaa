package io.efface.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The faults of an emulator, in order. A call takes the first scripted fault that matches its operation and its person. If no scripted
 * fault matches, the latest matching permanent fault ({@link Scope#always}) applies. Thread-safe.
 *
 * <pre>{@code
 * emulator.faults().next(Fault.throttle()).next(Fault.none()).times(2, Fault.drop(AFTER_EFFECT));
 * emulator.faults().onOperation("DeleteFaces").onPerson("p1").always(Fault.falseSuccess());
 * }</pre>
 */
public final class FaultScript {

    /** The calls to which a fault applies. A null operation or person stands for every operation or person. Immutable. */
    public final class Scope {
        private final @Nullable String operation;
        private final @Nullable String personId;

        private Scope(@Nullable String operation, @Nullable String personId) {
            this.operation = operation;
            this.personId = personId;
        }

        /** Returns this scope restricted to one operation. The argument is the vendor's name of the operation. */
        public Scope onOperation(String name) {
            return new Scope(Objects.requireNonNull(name, "name"), personId);
        }

        /** Returns this scope restricted to one person. */
        public Scope onPerson(String id) {
            return new Scope(operation, Objects.requireNonNull(id, "id"));
        }

        /** Adds a fault for the next call of this scope. */
        public Scope next(Fault fault) {
            return times(1, fault);
        }

        /**
         * Adds a fault for the next calls of this scope.
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

        /** Adds a permanent fault for every call of this scope to which no scripted fault applies, until {@link #clear()}. */
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
    private final List<Rule> permanent = new ArrayList<>();

    /** Creates a script without faults. */
    public FaultScript() {}

    /** Returns the scope of all calls. */
    public Scope onAnyCall() {
        return new Scope(null, null);
    }

    /** Returns the scope of one operation. The argument is the vendor's name of the operation. */
    public Scope onOperation(String name) {
        return onAnyCall().onOperation(name);
    }

    /** Returns the scope of the calls about one person. */
    public Scope onPerson(String id) {
        return onAnyCall().onPerson(id);
    }

    /** Adds a fault for the next call. */
    public Scope next(Fault fault) {
        return onAnyCall().next(fault);
    }

    /** Adds a fault for the next calls. */
    public Scope times(int calls, Fault fault) {
        return onAnyCall().times(calls, fault);
    }

    /** Adds a permanent fault for every call to which no scripted fault applies, until {@link #clear()}. */
    public Scope always(Fault fault) {
        return onAnyCall().always(fault);
    }

    /** Removes all faults, scripted and permanent. */
    public synchronized void clear() {
        scripted.clear();
        permanent.clear();
    }

    /** Returns the number of scripted faults that have not been used. Permanent faults do not count. */
    public synchronized int pending() {
        return scripted.stream().mapToInt(rule -> rule.left).sum();
    }

    private synchronized void add(Rule rule) {
        if (rule.left == Rule.FOREVER) {
            permanent.add(0, rule);
        } else {
            scripted.add(rule);
        }
    }

    /** Returns the fault for one call and consumes it if it is scripted. Returns {@link Fault.None} if no fault matches. */
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
        for (Rule rule : permanent) {
            if (rule.scope.matches(operation, personId)) {
                return rule.fault;
            }
        }
        return Fault.none();
    }
}
