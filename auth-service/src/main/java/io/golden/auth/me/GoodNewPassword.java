package io.golden.auth.me;

import io.golden.auth.password.PasswordRules;
import jakarta.inject.Singleton;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;

/** The field {@code new} is there and keeps the rules. On the type, since no Java component can be called so. */
@Constraint(validatedBy = GoodNewPassword.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface GoodNewPassword {
    String message() default "must not be null";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with it, under the name that the caller knows. */
    @Singleton
    final class Validator implements ConstraintValidator<GoodNewPassword, PasswordRequest> {
        private final PasswordRules rules;

        Validator(PasswordRules rules) {
            this.rules = rules;
        }

        @Override
        public boolean isValid(PasswordRequest request, ConstraintValidatorContext context) {
            var complaint = request.wanted() == null
                    ? Optional.of(context.getDefaultConstraintMessageTemplate())
                    : rules.complaint(request.wanted());
            complaint.ifPresent(text -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(text)
                        .addPropertyNode("new")
                        .addConstraintViolation();
            });
            return complaint.isEmpty();
        }
    }
}
