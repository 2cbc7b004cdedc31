package io.golden.auth.password;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Says what is wrong with a new password. One that is absent is another rule's business. */
@Singleton
final class NewPasswordValidator implements ConstraintValidator<NewPassword, String> {
    private final PasswordRules rules;

    NewPasswordValidator(PasswordRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean isValid(String password, ConstraintValidatorContext context) {
        var complaint = password == null ? "" : rules.complaint(password).orElse("");
        if (complaint.isEmpty()) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(complaint).addConstraintViolation();
        return false;
    }
}
