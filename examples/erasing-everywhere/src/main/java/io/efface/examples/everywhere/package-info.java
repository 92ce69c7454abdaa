/** An application that erases a list. It uses efface-core and efface-erasure. */
package io.efface.examples.everywhere;
