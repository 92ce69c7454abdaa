/**
 * The parts that all providers with HTTP requests share: the client, signing, cancellable calls, the translation of responses that are not
 * the vendor's JSON, and the removal of ids and secrets from errors. No code in this package repeats or redirects a request, whatever the
 * server or the network does. The package may use core, OkHttp, Retrofit, and the packages {@code credentials} and {@code signing}. The
 * page {@code docs/writing-a-provider.md} shows how a provider extends the classes of this package.
 */
@NullMarked
package io.efface.http;

import org.jspecify.annotations.NullMarked;
