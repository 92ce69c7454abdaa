/**
 * A project that depends on the testkit alone, outside this project's build. It may use the published artifacts only.
 */
package io.efface.examples;
