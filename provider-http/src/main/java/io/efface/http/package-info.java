/**
 * The parts that all providers with HTTP requests share: the client, signing, cancellable calls, the translation of responses that are not
 * the vendor's JSON, and redaction. The package may use core, OkHttp, Retrofit, and the packages {@code credentials} and
 * {@code signing}.
 *
 * <p>A provider extends {@link io.efface.http.HttpFaceRepositoryProvider} (the entry), {@link io.efface.http.HttpConfig} (an account's
 * settings), {@link io.efface.http.credentials.AccessKey} (the vendor's keys) and {@link io.efface.http.HttpFaceRepository} (the
 * translation of responses). The provider declares its requests as a Retrofit interface whose methods return {@code Call<ResponseBody>},
 * signs them with a {@link io.efface.http.signing.VendorSigner}, reads responses with {@link io.efface.http.json.JsonResponseReader}, and
 * lists the vendor's codes in an {@link io.efface.http.ErrorTable}:
 *
 * <pre>{@code
 * final class AcmeFaceRepository extends HttpFaceRepository<AcmeResponse> {
 *     protected Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces) {
 *         return operation == Operation.DELETE_PERSON ? api.deletePerson(new AcmeWire.Person(person.value())) : ...;
 *     }
 *
 *     protected DeletePersonResult deletedPerson(PersonId person, AcmeResponse response) {
 *         response.failIfError(); // throws response.error(AcmeErrors.TABLE.find(code), code).build()
 *         return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace());
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>One exchange sends at most one request, whatever the server or the network does. No code in this package repeats or redirects a
 * request. The client uses HTTP/1.1 only: a vendor's call is one small request, and with HTTP/1.1 the rule "one call, one request" has no
 * exceptions.
 */
@NullMarked
package io.efface.http;

import org.jspecify.annotations.NullMarked;
