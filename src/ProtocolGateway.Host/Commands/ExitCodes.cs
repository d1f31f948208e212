namespace ProtocolGateway.Host.Commands;

/// <summary>contract.md section 1.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The input or the work failed; each fault is a line of standard error.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>Prints the faults, one a line.</summary>
    public static int Fail(IEnumerable<object> faults)
    {
        foreach (var fault in faults) System.Console.Error.WriteLine(fault);
        return Failed;
    }
}
