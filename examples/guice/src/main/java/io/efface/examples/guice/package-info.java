/** An application with Guice. It uses efface-guice and efface-core. */
package io.efface.examples.guice;
