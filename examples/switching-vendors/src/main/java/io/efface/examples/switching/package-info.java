/** An application that runs with any vendor. It uses only efface-core. */
package io.efface.examples.switching;
