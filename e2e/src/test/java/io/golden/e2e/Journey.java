package io.golden.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test class that needs a running suite: {@code ./golden test e2e} starts one and says so with
 * {@code -Dgolden.journeys=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "golden.journeys", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface Journey {}
