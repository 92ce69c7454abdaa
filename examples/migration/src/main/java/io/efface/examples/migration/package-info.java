/** Deletions with the vendors' SDKs and with Efface. Each class uses one SDK, or efface-core. */
package io.efface.examples.migration;
