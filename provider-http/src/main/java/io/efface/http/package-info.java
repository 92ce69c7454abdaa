/**
 * What every provider that speaks HTTP needs once: one client, one signing hook, one cancellable call, one translation of
 * everything that is not the vendor's JSON, and redaction.
 *
 * <p>A provider declares its operations as a Retrofit interface whose methods return {@code Call<ResponseBody>}, signs through a
 * {@link io.efface.http.RequestSigner}, and reads answers with {@link io.efface.http.JsonAnswers}:
 *
 * <pre>{@code
 * interface VendorApi {
 *     @POST("/person/delete")
 *     Call<ResponseBody> deletePerson(@Body VendorWire.DeletePerson body);
 * }
 *
 * HttpTransport transport = HttpTransport.open("vendor", httpSettings, Endpoint.parse("https://api.example.com"), signer, context);
 * VendorApi api = transport.create(VendorApi.class);
 * JsonAnswers json = JsonAnswers.ignoringKeyCase();
 *
 * HttpAnswer answer = transport.exchange(Operation.DELETE_PERSON, api.deletePerson(body), options);
 * VendorWire.Envelope envelope = json.read(answer, VendorWire.Envelope.class).orElseThrow(answer::notVendor);
 * if (envelope.code() == 429) {
 *     throw answer.error(ErrorKind.RATE_LIMITED).vendorCode("429").classification(Classification.CODE).build();
 * }
 * }</pre>
 *
 * <p>{@code deleteFaces} wraps exchange and reading in {@link io.efface.http.FacesSoFar#orUnknown}, so that every failure of
 * unknown effect says of each sent face that its fate is unknown.
 *
 * <p>One exchange sends at most one request, whatever the server or the network does; nothing here repeats or redirects. HTTP/1.1
 * only: a vendor's call is one small request, and the rule "one call, one request" has no exceptions to watch there.
 */
@NullMarked
package io.efface.http;

import org.jspecify.annotations.NullMarked;
