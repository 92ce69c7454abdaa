/** An application that uses Efface beside the vendors' own SDKs. Like any other application, it may use only the published artifacts. */
package io.efface.examples;
