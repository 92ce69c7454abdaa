package io.efface.cli.output;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Translates the texts of a help page. Names of commands, options and parameters stay the same. */
final class HelpTranslation {
    private final UnaryOperator<String> translation;

    HelpTranslation(UnaryOperator<String> translation) {
        this.translation = translation;
    }

    /** Translates the help page of one command, without its subcommands. */
    void apply(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        usage.header(lines(usage.header()));
        usage.synopsisHeading(line(usage.synopsisHeading()));
        usage.description(lines(usage.description()));
        usage.optionListHeading(line(usage.optionListHeading()));
        usage.commandListHeading(line(usage.commandListHeading()));
        usage.exitCodeListHeading(line(usage.exitCodeListHeading()));
        usage.footerHeading(line(usage.footerHeading()));
        usage.footer(lines(usage.footer()));
        Map<String, String> exitCodes = new LinkedHashMap<>(usage.exitCodeList());
        exitCodes.replaceAll((code, meaning) -> line(meaning));
        usage.exitCodeList(exitCodes);
        // The description of an option cannot be changed, but picocli first looks for a description in this bundle.
        command.resourceBundle(descriptions(command));
    }

    private ResourceBundle descriptions(CommandSpec command) {
        Map<String, String> texts = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> texts.put(option.longestName().replaceFirst("^-+", ""), description(option)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            texts.put(parameter.paramLabel() + "[" + parameter.index() + "]", description(parameter));
        }
        return new Descriptions(texts);
    }

    /**
     * Returns the translated description. The parser resolves variables and format specifiers in this result, so they are escaped again.
     */
    private String description(ArgSpec argument) {
        String english = String.join("\n", argument.description()).replace(System.lineSeparator(), "\n");
        return line(english).replace("%", "%%").replace("${", "$${");
    }

    private String[] lines(String... lines) {
        return Arrays.stream(lines).map(this::line).toArray(String[]::new);
    }

    private String line(String line) {
        return line.isBlank() ? line : translation.apply(line);
    }

    /** The translated descriptions. The key of an option is its longest name. The key of a parameter is its label with its index. */
    private static final class Descriptions extends ResourceBundle {
        private final Map<String, String> texts;

        Descriptions(Map<String, String> texts) {
            this.texts = texts;
        }

        @Override
        protected @Nullable Object handleGetObject(String key) {
            return texts.get(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(texts.keySet());
        }
    }
}
