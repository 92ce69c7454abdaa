package io.efface.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Returns the version from the manifest of the jar or, on the module path, the version of the module. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        // For a module, Java does not read the version from the manifest.
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(Version.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("(not from a jar)");
        return new String[] {"efface " + version + ", Java " + Runtime.version()};
    }
}
