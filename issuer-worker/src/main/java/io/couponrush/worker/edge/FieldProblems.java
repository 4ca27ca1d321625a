package io.couponrush.worker.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields an exception of the framework is about, in words that name no class. */
final class FieldProblems {

    /** Stands for the whole body where no single field is to blame. */
    private static final String BODY = "body";

    private FieldProblems() {}

    static List<FieldProblem> of(Exception e) {
        return switch (e) {
            case MethodArgumentNotValidException invalid ->
                    invalid.getAllErrors().stream()
                            .map(error -> problem(nameOf(error, BODY), error))
                            .toList();
            case HandlerMethodValidationException invalid ->
                    invalid.getParameterValidationResults().stream()
                            .flatMap(FieldProblems::of)
                            .toList();
            case MethodArgumentTypeMismatchException mismatch ->
                    List.of(
                            new FieldProblem(
                                    mismatch.getName(), "must be a whole number in range"));
            case TypeMismatchException mismatch ->
                    List.of(
                            new FieldProblem(
                                    orBody(mismatch.getPropertyName()), "has a wrong type"));
            case MissingServletRequestParameterException missing ->
                    List.of(new FieldProblem(missing.getParameterName(), "must be given"));
            case HttpMessageNotReadableException unreadable ->
                    unreadable.getCause() instanceof JacksonException cause
                            ? List.of(of(cause))
                            : List.of(new FieldProblem(BODY, "must be given as JSON"));
            default -> List.of();
        };
    }

    private static Stream<FieldProblem> of(ParameterValidationResult result) {
        String name = orBody(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map(error -> problem(nameOf(error, name), error));
    }

    private static FieldProblem of(JacksonException e) {
        String path =
                e.getPath().stream()
                        .map(
                                step ->
                                        step.getPropertyName() == null
                                                ? "[" + step.getIndex() + "]"
                                                : step.getPropertyName())
                        .collect(Collectors.joining("."));
        return switch (e) {
            case UnrecognizedPropertyException _ -> new FieldProblem(path, "is not known here");
            case InputCoercionException _ -> new FieldProblem(path, "is out of range");
            case StreamReadException _ -> new FieldProblem(BODY, "is not valid JSON");
            default -> new FieldProblem(path.isEmpty() ? BODY : path, "has a wrong type or form");
        };
    }

    private static FieldProblem problem(String field, MessageSourceResolvable error) {
        return new FieldProblem(
                field, Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"));
    }

    private static String orBody(@Nullable String name) {
        return name == null ? BODY : name;
    }

    private static String nameOf(MessageSourceResolvable error, String otherwise) {
        return error instanceof FieldError field ? field.getField() : otherwise;
    }
}
