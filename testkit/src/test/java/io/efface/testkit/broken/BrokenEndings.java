package io.efface.testkit.broken;

import static io.efface.Operation.DELETE_FACES;
import static io.efface.Operation.DELETE_PERSON;
import static io.efface.Operation.FIND_PERSON;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Repositories that report no effect after a timeout, close an executor of the application, or hold a lock during requests. */
final class BrokenEndings {
    private static final String STALL_TEST = "anyOperation_anotherCallStalls_succeeds";

    private BrokenEndings() {}

    @MustFail(
            value = "anyOperation_timeoutOfTheProvider_reportsWhatMayHaveHappened",
            in = {DELETE_PERSON, DELETE_FACES})
    static final class ReportsNoEffectOfItsTimeout extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return DelegatingOperation.rethrowing(
                    sound,
                    operation(),
                    failure -> failure.kind() == ErrorKind.TIMEOUT
                            ? failure.toBuilder()
                                    .effect(Effect.NONE)
                                    .facesSoFar(null)
                                    .build()
                            : failure);
        }
    }

    @MustFail("close_sharedResources_stayOpen")
    static final class ClosesTheExecutorOfTheApplication extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                void close() {
                    client.shutdown();
                    sound.close();
                }
            };
        }
    }

    @MustFail("close_sharedResources_stayOpen")
    static final class ClosesTheExecutorOfTheApplicationLater extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private boolean closed;

                @Override
                void close() {
                    if (closed) {
                        client.shutdown();
                    }
                    closed = true;
                    sound.close();
                }
            };
        }
    }

    @MustFail(
            value = "anyOperation_vendorFails_keepsTheDetails",
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ClosesTheExecutorOfTheApplicationAfterAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    try {
                        return call.get();
                    } catch (FaceException e) {
                        client.shutdown();
                        throw e;
                    }
                }
            };
        }
    }

    @MustFail(
            value = STALL_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class HoldsALockDuringRequestsOfAnOperation extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return endingSoon();
        }

        @Override
        Delegating breaking(Sound sound) {
            Lock lock = new ReentrantLock();
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    return locked(lock, call);
                }
            };
        }
    }

    /** Calls of the other operations can run at the same time, but not while a call of the broken operation runs. */
    @MustFail(
            value = STALL_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class HoldsALockAgainstOtherOperations extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return endingSoon();
        }

        @Override
        Delegating breaking(Sound sound) {
            ReadWriteLock lock = new ReentrantReadWriteLock();
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    return locked(lock.writeLock(), call);
                }

                @Override
                <T> T otherCall(Supplier<T> call) {
                    return locked(lock.readLock(), call);
                }
            };
        }
    }

    private static <T> T locked(Lock lock, Supplier<T> call) {
        lock.lock();
        try {
            return call.get();
        } finally {
            lock.unlock();
        }
    }
}
