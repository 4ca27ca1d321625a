package io.couponrush.localstack.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An edit of a service's jar before it is started: takes a safeguard out of a product that has no
 * switch for it, to see whether anybody notices.
 *
 * @param module whose jar
 * @param entry a class or resource of the module, or of a jar of ours within it
 * @param edit throws {@link IllegalStateException} if there is nothing to edit
 */
public record Patch(String module, String entry, UnaryOperator<byte[]> edit) {

    /** Replaces a piece of a text, which must be there exactly once. */
    public static Patch text(String module, String entry, String from, String to) {
        return new Patch(
                module,
                entry,
                bytes -> {
                    String text = new String(bytes, UTF_8);
                    int at = text.indexOf(from);
                    if (at < 0 || text.indexOf(from, at + 1) >= 0) {
                        throw new IllegalStateException(entry + " has not exactly one: " + from);
                    }
                    return text.replace(from, to).getBytes(UTF_8);
                });
    }

    /** Replaces a string in the code of a class, wherever it is used as a whole. */
    public static Patch string(String module, String className, String from, String to) {
        return inCode(
                module,
                className,
                from,
                element ->
                        element instanceof LoadConstantInstruction load
                                && from.equals(load.constantValue()),
                (builder, _) -> builder.loadConstant(to));
    }

    /** Replaces a piece of the strings that the code of a class puts together with others. */
    public static Patch piece(String module, String className, String from, String to) {
        return inCode(
                module,
                className,
                from,
                element ->
                        element instanceof InvokeDynamicInstruction call
                                && call.bootstrapArgs().stream().anyMatch(part -> has(part, from)),
                (builder, element) -> {
                    InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
                    builder.invokedynamic(
                            DynamicCallSiteDesc.of(
                                    call.bootstrapMethod(),
                                    call.name().stringValue(),
                                    call.typeSymbol(),
                                    call.bootstrapArgs().stream()
                                            .map(part -> with(part, from, to))
                                            .toArray(ConstantDesc[]::new)));
                });
    }

    /** Takes the handlers of exceptions out of the code of a class: nothing is caught there. */
    public static Patch uncaught(String module, String className) {
        return inCode(
                module,
                className,
                "catch",
                ExceptionCatch.class::isInstance,
                (_, _) -> {
                    // nothing in its place
                });
    }

    /** Puts another instruction in the place of each that is wanted; there must be one at least. */
    private static Patch inCode(
            String module,
            String className,
            String what,
            Predicate<CodeElement> wanted,
            CodeTransform other) {
        return new Patch(
                module,
                className.replace('.', '/') + ".class",
                bytes -> {
                    AtomicInteger found = new AtomicInteger();
                    CodeTransform code =
                            (builder, element) -> {
                                if (wanted.test(element)) {
                                    found.incrementAndGet();
                                    other.accept(builder, element);
                                } else {
                                    builder.with(element);
                                }
                            };
                    byte[] edited =
                            transformed(bytes, ClassTransform.transformingMethodBodies(code));
                    if (found.get() == 0) {
                        throw new IllegalStateException(className + " has no \"" + what + '"');
                    }
                    return edited;
                });
    }

    private static boolean has(ConstantDesc part, String text) {
        return part instanceof String recipe && recipe.contains(text);
    }

    private static ConstantDesc with(ConstantDesc part, String from, String to) {
        return part instanceof String recipe ? recipe.replace(from, to) : part;
    }

    /** Makes a method that returns boolean say always the same. */
    public static Patch says(String module, String className, String method, boolean always) {
        String entry = className.replace('.', '/') + ".class";
        return new Patch(
                module,
                entry,
                bytes -> {
                    AtomicInteger found = new AtomicInteger();
                    ClassTransform its =
                            (builder, element) -> {
                                if (element instanceof MethodModel model
                                        && model.methodName().equalsString(method)) {
                                    found.incrementAndGet();
                                    builder.withMethodBody(
                                            model.methodName(),
                                            model.methodType(),
                                            model.flags().flagsMask(),
                                            code -> code.loadConstant(always ? 1 : 0).ireturn());
                                } else {
                                    builder.with(element);
                                }
                            };
                    byte[] edited = transformed(bytes, its);
                    if (found.get() != 1) {
                        throw new IllegalStateException(
                                className + " has " + found + " methods " + method);
                    }
                    return edited;
                });
    }

    private static byte[] transformed(byte[] bytes, ClassTransform how) {
        ClassFile file = ClassFile.of();
        return file.transformClass(file.parse(bytes), how);
    }
}
