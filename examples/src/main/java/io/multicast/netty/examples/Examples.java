package io.multicast.netty.examples;

import io.multicast.discovery.DiscoveryException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The examples, as one program: without a sub-command the demo. */
@Command(
        name = "examples",
        description = "Without a command: a demo of IP multicast on each of Netty's transports, within this host.",
        subcommands = {Receive.class, Send.class, Ssmpingd.class, Register.class, Browse.class, Resolve.class},
        scope = ScopeType.INHERIT,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done as asked",
            "1:it did not work, or the system refused it",
            "2:a wrong option or value",
            "130:ended by Ctrl-C (143: by SIGTERM), in good order"
        })
public final class Examples implements Callable<Integer> {
    /** What goes wrong is told by futures and printed. A constant, for loggers that nobody holds are forgotten. */
    private static final Logger NETTY_LOG = Logger.getLogger("io.netty");

    static final int DONE = ExitCode.OK;
    static final int FAILED = ExitCode.SOFTWARE;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "print this and exit")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /** For picocli. */
    Examples() {}

    /**
     * Runs a command, and ends the process with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        NETTY_LOG.setLevel(Level.SEVERE);
        System.exit(new CommandLine(new Examples())
                .setOut(new PrintWriter(System.out, true, Charset.defaultCharset())) // tells when nobody reads any more
                .setParameterExceptionHandler((e, arguments) -> wrongArgument(e.getCommandLine(), e))
                .setExecutionExceptionHandler((e, command, result) -> failed(command, e))
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        return new Demo(spec.commandLine().getOut()).run() ? DONE : FAILED;
    }

    private static int wrongArgument(CommandLine command, Exception e) {
        command.getErr().println(e.getMessage());
        if (e instanceof ParameterException wrong) {
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        }
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
        return ExitCode.USAGE;
    }

    /** What a user can do something about is told in a line; anything else is a fault of the program: a stack trace. */
    private static int failed(CommandLine command, Exception e) throws Exception {
        if (e instanceof IllegalArgumentException) {
            return wrongArgument(command, e);
        }
        if (e instanceof ChannelException || e instanceof DiscoveryException || e instanceof IOException) {
            command.getErr().println("error: " + e.getMessage());
            return FAILED;
        }
        throw e;
    }
}
