/** The provider for the fictional vendor Acme. The package may use core, provider-http, OkHttp and Retrofit. */
package io.efface.examples.acme;
