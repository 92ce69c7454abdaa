/** An application without a framework. It uses only efface-core; the provider comes from the class path. */
package io.efface.examples.plain;
