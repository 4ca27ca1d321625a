package io.couponrush.worker.account;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of an account that exists. */
@RestController
@RequestMapping("/api/v1/users")
final class UserController {

    private final Accounts accounts;

    UserController(Accounts accounts) {
        this.accounts = accounts;
    }

    @PutMapping
    ResponseEntity<Object> changePassword(UserId user, @Valid @RequestBody PasswordChange request) {
        return switch (accounts.changePassword(
                user.value(), request.currentPassword, request.newPassword)) {
            case CHANGED -> ResponseEntity.noContent().build();
            case REFUSED -> ProblemCode.BAD_CREDENTIALS.answer("The current password is wrong.");
        };
    }

    /** Takes effect with the next token that the user gets. */
    @PutMapping("/{userId}/admin")
    ResponseEntity<Object> makeAdmin(@PathVariable @RushId long userId, UserId admin) {
        return accounts.makeAdmin(userId, admin)
                ? ResponseEntity.noContent().build()
                : ProblemCode.NOT_FOUND.answer("There is no such user.");
    }

    record PasswordChange(
            @NotNull @Size(max = 200) String currentPassword, @FitPassword String newPassword) {

        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }
}
