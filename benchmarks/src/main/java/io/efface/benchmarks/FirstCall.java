package io.efface.benchmarks;

/** The main class of a process that opens a client, deletes one person, and ends at once. */
final class FirstCall {
    private FirstCall() {}

    public static void main(String[] arguments) throws Exception {
        Client.Connected client = Client.valueOf(arguments[0]).connect(arguments[1]);
        client.delete(Lines.person(1));
        Runtime.getRuntime().halt(0);
    }
}
