using System.Runtime.InteropServices;

namespace ProtocolGateway.Journal;

/// <summary>Names that are held while something is written: the same number for the same name on every node.</summary>
internal static class JournalName
{
    private const ulong Basis = 14695981039346656037, Prime = 1099511628211;

    /// <summary>Two names that meet in one number only wait for each other.</summary>
    public static long Of(params ReadOnlySpan<string> parts)
    {
        var hash = Basis;
        foreach (var part in parts)
        {
            foreach (var unit in MemoryMarshal.AsBytes(part.AsSpan())) hash = (hash ^ unit) * Prime;
            hash = (hash ^ 0xFF) * Prime;
        }
        return unchecked((long)hash);
    }
}
