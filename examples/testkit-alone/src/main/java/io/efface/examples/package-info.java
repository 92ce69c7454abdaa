/** A project outside of this project's build that depends only on the testkit. It may use only the published artifacts. */
package io.efface.examples;
