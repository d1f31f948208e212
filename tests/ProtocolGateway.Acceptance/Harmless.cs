namespace ProtocolGateway.Acceptance;

/// <summary>What no answer to a partner may hold: names of types, stack traces, paths (contract.md section 4).</summary>
internal static class Harmless
{
    private static readonly string[] Traces = ["   at ", "Exception", "System.", "Microsoft.", "ProtocolGateway.", ".cs:", "/tmp/", "/root/", "/home/", "/work/", "\\u0000"];

    public static void Check(string answer) =>
        Assert.That(Traces.Where(trace => answer.Contains(trace, StringComparison.Ordinal)), Is.Empty, answer);
}
