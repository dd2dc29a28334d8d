package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.config.Variable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The exchange of the key under which personal data is encrypted. */
@Command(
        name = "rotate-pii-key",
        mixinStandardHelpOptions = true,
        description = {
            "Encrypts personal data anew with PII_KEY that was encrypted with one of PII_KEY_OLD.",
            "Servers may go on meanwhile, once all of them have both keys. It can be ended and started again.",
            "docs/personal-data.md tells the steps."
        })
final class RotatePiiKeyCommand implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forTool(environment, data.data());
        environment.refuseProblems();
        for (Variable variable : new Variable[] {Variable.PII_KEY, Variable.PII_KEY_OLD, Variable.PII_INDEX_KEY}) {
            if (!environment.isSet(variable)) {
                throw new StartupProblem(
                        Kind.CONFIGURATION,
                        variable
                                + " is not set: an exchange needs the new key as PII_KEY, the one before as PII_KEY_OLD"
                                + " and the very first one as PII_INDEX_KEY.");
            }
        }
        return Server.runTool(settings, "rotate-pii-key", RotatePiiKeyApp.class);
    }
}
