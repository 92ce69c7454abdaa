/** An application with Spring Boot 2.7 and without the starter. It uses only efface-core. */
package io.efface.examples.boot2;
