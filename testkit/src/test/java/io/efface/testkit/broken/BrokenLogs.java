package io.efface.testkit.broken;

import static io.efface.Operation.DELETE_FACES;
import static io.efface.Operation.DELETE_PERSON;
import static io.efface.Operation.FIND_PERSON;

import io.efface.CallOptions;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import org.slf4j.LoggerFactory;

/** Repositories that write ids to the log. */
final class BrokenLogs {
    private static final String LOG_TEST = "anyOperation_log_containsNoId";
    private static final Logger LOG = Logger.getLogger(BrokenLogs.class.getName());
    private static final org.slf4j.Logger SLF4J = LoggerFactory.getLogger(BrokenLogs.class);

    private BrokenLogs() {}

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "called for " + id);
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonAtDebug extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                SLF4J.debug("deletes {}", person.value());
                return sound.deletePerson(person, options);
            });
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
            return logging(sound, operation(), id -> "DELETE /people/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonInBase64 extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    operation(),
                    id -> "body "
                            + Base64.getEncoder()
                                    .encodeToString(("{\"person\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAHashOfThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + hash("SHA-256", id));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsTheFirstHalfOfAHash extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound, operation(), id -> "deleted " + hash("SHA-256", id).substring(0, 32));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsALongHash extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + hash("SHA-384", id));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsTheHashCodeOfThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + id.hashCode());
        }
    }

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsTheIdsOfAThrottledCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return loggingAfterFailures(sound, operation(), ErrorKind.RATE_LIMITED);
        }
    }

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsTheIdsOfACancelledCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return loggingAfterFailures(sound, operation(), ErrorKind.CANCELLED);
        }
    }

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsTheIdsOfALateCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return loggingAfterFailures(sound, operation(), ErrorKind.DEADLINE_EXCEEDED);
        }
    }

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsTheIdsOfACallWithoutResponse extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return loggingAfterFailures(sound, operation(), ErrorKind.TIMEOUT);
        }
    }

    @MustFail(
            value = LOG_TEST,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class LogsAnAbsentPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    if (sound.library().faces(person).isEmpty()) {
                        LOG.warning("no person " + person.value());
                    }
                    return call.get();
                }
            };
        }
    }

    @MustFail(LOG_TEST)
    static final class PrintsAFace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                System.err.println("deleting " + faces.iterator().next().value());
                return sound.deleteFaces(person, faces, options);
            });
        }
    }

    private static Delegating logging(Sound sound, Operation operation, UnaryOperator<String> line) {
        return new DelegatingOperation(sound, operation) {
            @Override
            <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                LOG.fine(() -> line.apply(person.value()));
                return call.get();
            }
        };
    }

    private static Delegating loggingAfterFailures(Sound sound, Operation operation, ErrorKind kind) {
        return new DelegatingOperation(sound, operation) {
            @Override
            <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                try {
                    return call.get();
                } catch (FaceException e) {
                    if (e.kind() == kind) {
                        LOG.warning(kind + " for " + person.value());
                    }
                    throw e;
                }
            }
        };
    }

    private static String hash(String algorithm, String id) {
        return HexFormat.of().formatHex(digest(algorithm, id));
    }

    private static byte[] digest(String algorithm, String id) {
        try {
            return MessageDigest.getInstance(algorithm).digest(utf8(id));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long crc32(String id) {
        CRC32 checksum = new CRC32();
        checksum.update(utf8(id));
        return checksum.getValue();
    }

    private static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    @MustFail(LOG_TEST)
    static final class LogsAPartOfThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + id.substring(0, 9) + "...");
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsTheEndOfThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted *" + id.substring(id.length() - 9));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsEachBytePercentEncoded extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    operation(),
                    id -> "DELETE /%" + HexFormat.ofDelimiter("%").formatHex(utf8(id)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsThePersonInHexadecimalDigits extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "body " + HexFormat.of().formatHex(utf8(id)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsBytesWithColons extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    operation(),
                    id -> "body " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(utf8(id)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAPartInBase64 extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    operation(),
                    id -> "body " + Base64.getEncoder().encodeToString(utf8(id)).substring(2, 16));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAnMd5Hash extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + hash("MD5", id));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsASha1HashInUrlSafeBase64 extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(
                    sound,
                    operation(),
                    id -> "deleted " + Base64.getUrlEncoder().encodeToString(digest("SHA-1", id)));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAChecksum extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + crc32(id));
        }
    }

    @MustFail(LOG_TEST)
    static final class LogsAChecksumInHexadecimalDigits extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return logging(sound, operation(), id -> "deleted " + Long.toHexString(crc32(id)));
        }
    }
}
