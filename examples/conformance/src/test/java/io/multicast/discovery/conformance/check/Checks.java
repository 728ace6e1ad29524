package io.multicast.discovery.conformance.check;

import io.multicast.discovery.conformance.wire.Family;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;

/** Runs a check once, or for each family, and keeps the score. */
final class Checks implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Invocation general = Invocation.of(context);
        boolean families =
                List.of(context.getRequiredTestMethod().getParameterTypes()).contains(Family.class);
        return families
                ? Stream.of(Family.values()).map(family -> new Invocation(general.level, general.rule, family))
                : Stream.of(general);
    }

    private record Invocation(Level level, String rule, Family family)
            implements TestTemplateInvocationContext, ParameterResolver, TestWatcher {

        static Invocation of(ExtensionContext context) {
            Must must = context.getRequiredTestMethod().getAnnotation(Must.class);
            Should should = context.getRequiredTestMethod().getAnnotation(Should.class);
            return must != null
                    ? new Invocation(Level.MUST, must.value(), null)
                    : new Invocation(Level.SHOULD, should.value(), null);
        }

        @Override
        public String getDisplayName(int index) {
            return level + " " + rule + (family == null ? "" : " [" + family + "]");
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Family.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return family;
        }

        @Override
        public void testSuccessful(ExtensionContext context) {
            score(context, Score.Verdict.PASSED, Optional.empty());
        }

        @Override
        public void testAborted(ExtensionContext context, Throwable cause) {
            score(context, Score.Verdict.NOT_ASKED, Optional.ofNullable(cause));
        }

        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            score(context, Score.Verdict.FAILED, Optional.ofNullable(cause));
        }

        private void score(ExtensionContext context, Score.Verdict verdict, Optional<Throwable> cause) {
            String check = context.getRequiredTestClass().getSimpleName() + ": " + getDisplayName(0);
            Score.of(context)
                    .add(level, verdict, check, cause.map(Throwable::getMessage).orElse(""));
        }
    }
}
