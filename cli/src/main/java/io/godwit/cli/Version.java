package io.godwit.cli;

import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = GodwitCommand.class.getPackage().getImplementationVersion();
        return new String[] {"godwit " + (version == null ? "(unpackaged)" : version)};
    }
}
