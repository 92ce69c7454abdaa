package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Repositories that write ids to the log, report no effect after a timeout, or close an executor of the application. */
final class BrokenLogs {
    private static final String LOG_TEST = "anyOperation_log_containsNoId";
    private static final Logger LOG = Logger.getLogger(BrokenLogs.class.getName());
    private static final org.slf4j.Logger SLF4J = LoggerFactory.getLogger(BrokenLogs.class);

    private BrokenLogs() {}

    @MustFail(LOG_TEST)
    static final class LogsThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, id -> "deleted " + id);
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonAtDebug extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    SLF4J.debug("deletes {}", person.value());
                    return sound.deletePerson(person, options);
                }
            };
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonOfAReadAtTrace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public FindPersonResult findPerson(PersonId person, CallOptions options) {
                    SLF4J.trace("reads {}", person.value());
                    return super.findPerson(person, options);
                }
            };
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonPercentEncoded extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, id -> "DELETE /people/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonInBase64 extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    id -> "body "
                            + Base64.getEncoder()
                                    .encodeToString(("{\"person\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAHashOfThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, id -> "deleted " + hash(id));
        }
    }

    @MustFail(LOG_TEST)
    static final class PrintsAFace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    System.err.println("deleting " + faces.iterator().next().value());
                    return sound.deleteFaces(person, faces, options);
                }
            };
        }
    }

    @MustFail("deletePerson_timeoutOfTheProvider_hasUnknownEffect")
    static final class ReportsNoEffectOfItsTimeout extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    try {
                        return sound.deletePerson(person, options);
                    } catch (FaceException e) {
                        throw e.kind() == ErrorKind.TIMEOUT
                                ? e.toBuilder().effect(Effect.NONE).build()
                                : e;
                    }
                }
            };
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

    private static Delegating logging(Sound sound, UnaryOperator<String> line) {
        return new Delegating(sound) {
            @Override
            public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                LOG.fine(() -> line.apply(person.value()));
                return sound.deletePerson(person, options);
            }
        };
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
