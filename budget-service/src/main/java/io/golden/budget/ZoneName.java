package io.golden.budget;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import java.util.Set;

/** The name of a time zone that both Java and PostgreSQL know, and mean the same by. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ZoneName.Known.class)
public @interface ZoneName {
    String message() default "must be a time zone of the form Region/City, or UTC";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether it is known. */
    final class Known implements ConstraintValidator<ZoneName, String> {
        /** Zones with a summer time, whose names PostgreSQL takes for abbreviations: the winter's offset, all year. */
        private static final Set<String> ABBREVIATIONS = Set.of("CET", "EET", "MET", "WET");

        @Override
        public boolean isValid(String name, ConstraintValidatorContext context) {
            return name == null || (ZoneId.getAvailableZoneIds().contains(name) && !ABBREVIATIONS.contains(name));
        }
    }
}
