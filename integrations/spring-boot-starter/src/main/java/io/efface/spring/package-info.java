/**
 * Defines a bean for each account, in applications with Spring Boot 3.5 or 4. Applications use only
 * {@link io.efface.spring.FaceRepositoriesBuilderCustomizer}; Spring Boot uses the other types. This package may use core, policy, Spring
 * Boot, and optionally erasure, micrometer and Spring Cloud.
 */
@NullMarked
package io.efface.spring;

import org.jspecify.annotations.NullMarked;
